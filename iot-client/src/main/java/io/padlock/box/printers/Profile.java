package io.padlock.box.printers;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.UUID;

/** A configuration profile for iPhone, iPad and Mac with one root in it (Apple, "Configuration Profile Reference"). */
final class Profile {

    private Profile() {}

    /** The same certificate is the same profile: installed twice it is there once. */
    static String of(PrinterAddress address, X509Certificate root) {
        String fingerprint = Fingerprint.of(root).digits();
        String id = "io.padlock.printer." + address.dashes() + "." + fingerprint.substring(0, 16);
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
                <plist version="1.0">
                <dict>
                    <key>PayloadContent</key>
                    <array>
                        <dict>
                            <key>PayloadCertificateFileName</key>
                            <string>printer-%1$s.crt</string>
                            <key>PayloadContent</key>
                            <data>
                            %2$s
                            </data>
                            <key>PayloadDisplayName</key>
                            <string>ePOS printer %3$s</string>
                            <key>PayloadIdentifier</key>
                            <string>%4$s.root</string>
                            <key>PayloadType</key>
                            <string>com.apple.security.root</string>
                            <key>PayloadUUID</key>
                            <string>%5$s</string>
                            <key>PayloadVersion</key>
                            <integer>1</integer>
                        </dict>
                    </array>
                    <key>PayloadDescription</key>
                    <string>Trusts the certificate of the ePOS printer at %3$s.</string>
                    <key>PayloadDisplayName</key>
                    <string>ePOS printer %3$s</string>
                    <key>PayloadIdentifier</key>
                    <string>%4$s</string>
                    <key>PayloadType</key>
                    <string>Configuration</string>
                    <key>PayloadUUID</key>
                    <string>%6$s</string>
                    <key>PayloadVersion</key>
                    <integer>1</integer>
                </dict>
                </plist>
                """.formatted(address.dashes(), encoded(root), address, id, uuid(id + ".root"), uuid(id));
    }

    private static String encoded(X509Certificate root) {
        try {
            return Base64.getEncoder().encodeToString(root.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A certificate that was read can't be written.", e);
        }
    }

    private static String uuid(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                .toString()
                .toUpperCase(java.util.Locale.ROOT);
    }
}
