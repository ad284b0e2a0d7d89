package io.padlock.mutations;

import io.padlock.testing.mutations.Node;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** The names in the subjectAltName of a signing request, as RFC 2986 and RFC 2985, section 5.4.2, have them stand there. */
final class AskedNames {

    private static final byte[] EXTENSION_REQUEST = HexFormat.of().parseHex("2a864886f70d01090e");
    private static final byte[] SUBJECT_ALT_NAME = HexFormat.of().parseHex("551d11");

    private AskedNames() {}

    /**
     * @param info a CertificationRequestInfo
     * @throws IllegalArgumentException when what should hold names can't be read
     */
    static List<Node> of(Node info) {
        return info.children().stream()
                .skip(3)
                .flatMap(attributes -> attributes.children().stream())
                .filter(attribute -> Arrays.equals(attribute.child(0).content(), EXTENSION_REQUEST))
                .flatMap(attribute -> attribute.child(1).children().stream())
                .flatMap(extensions -> extensions.children().stream())
                .filter(extension -> Arrays.equals(extension.child(0).content(), SUBJECT_ALT_NAME))
                // Behind whether it is critical, when that is said.
                .map(extension -> extension.child(extension.children().size() - 1))
                .flatMap(value -> Node.read(value.content()).children().stream())
                .toList();
    }
}
