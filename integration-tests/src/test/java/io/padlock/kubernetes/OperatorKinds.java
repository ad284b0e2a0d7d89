package io.padlock.kubernetes;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/**
 * Kinds for which there are no models: CloudNativePG's and External Secrets'. What we use of each is in a schema of ours that
 * takes nothing else, so a field that is new here has to be looked up once, in the operator's own documents.
 */
final class OperatorKinds {

    private OperatorKinds() {}

    static Stream<String> faults(Manifest manifest) {
        String file = "/kubernetes/" + manifest.type().replace('/', '_') + ".json";
        try (InputStream schema = OperatorKinds.class.getResourceAsStream(file)) {
            if (schema == null) {
                return Stream.of(manifest + " is of a kind that nobody here knows: " + manifest.type());
            }
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new String(schema.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON)
                    .validate(manifest.tree().toString(), InputFormat.JSON)
                    .stream()
                    .map(fault -> manifest + " is not what its operator takes: " + fault.getInstanceLocation() + " "
                            + fault.getMessage());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
