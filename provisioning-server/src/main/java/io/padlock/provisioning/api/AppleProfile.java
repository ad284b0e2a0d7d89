package io.padlock.provisioning.api;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;

/**
 * A configuration profile that makes an Apple device know a root: one payload of the type com.apple.security.root (Apple,
 * "Device Management", CertificateRoot). All identifiers follow from the root, so that a profile that is installed twice
 * replaces itself and one for another root does not.
 */
record AppleProfile(String xml) {

    private static final String PURPOSE =
            "Trusts the HTTPS certificates of Odoo IoT boxes under %s that this Padlock server issued.";
    private static final String FOR_TESTS =
            " The authority is for TESTS: remove this profile when it is no longer needed.";

    /** @param test whether a server made the root for trials, which a person who installs it has to know */
    static AppleProfile trusting(byte[] root, boolean test, String domain) {
        byte[] fingerprint = sha256(root);
        // With the beginning of the fingerprint: who tests with two servers has to tell their roots apart.
        String name =
                (test ? "Padlock TEST root " : "Padlock root ") + HexFormat.of().formatHex(fingerprint, 0, 4);
        String purpose = PURPOSE.formatted(domain) + (test ? FOR_TESTS : "");
        String file = test ? "padlock-test-root" : "padlock-root";
        String identifier =
                "io.padlock." + (test ? "test-root." : "root.") + HexFormat.of().formatHex(fingerprint, 0, 8);
        return new AppleProfile("""
                <?xml version="1.0" encoding="UTF-8"?>
                <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
                <plist version="1.0">
                <dict>
                    <key>PayloadContent</key>
                    <array>
                        <dict>
                            <key>PayloadCertificateFileName</key>
                            <string>%s.crt</string>
                            <key>PayloadContent</key>
                            <data>%s</data>
                            <key>PayloadDescription</key>
                            <string>%s</string>
                            <key>PayloadDisplayName</key>
                            <string>%s</string>
                            <key>PayloadIdentifier</key>
                            <string>%s.certificate</string>
                            <key>PayloadType</key>
                            <string>com.apple.security.root</string>
                            <key>PayloadUUID</key>
                            <string>%s</string>
                            <key>PayloadVersion</key>
                            <integer>1</integer>
                        </dict>
                    </array>
                    <key>PayloadDescription</key>
                    <string>%s</string>
                    <key>PayloadDisplayName</key>
                    <string>%s</string>
                    <key>PayloadIdentifier</key>
                    <string>%s</string>
                    <key>PayloadRemovalDisallowed</key>
                    <false/>
                    <key>PayloadType</key>
                    <string>Configuration</string>
                    <key>PayloadUUID</key>
                    <string>%s</string>
                    <key>PayloadVersion</key>
                    <integer>1</integer>
                </dict>
                </plist>
                """.formatted(
                        file,
                        Base64.getEncoder().encodeToString(root),
                        purpose,
                        name,
                        identifier,
                        uuid(fingerprint, "certificate"),
                        purpose,
                        name,
                        identifier,
                        uuid(fingerprint, "profile")));
    }

    private static String uuid(byte[] fingerprint, String what) {
        byte[] name = sha256(fingerprint, what.getBytes(StandardCharsets.US_ASCII));
        return UUID.nameUUIDFromBytes(name).toString().toUpperCase(Locale.ROOT);
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A JDK without SHA-256.", e);
        }
    }
}
