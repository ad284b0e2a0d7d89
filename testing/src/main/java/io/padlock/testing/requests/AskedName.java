package io.padlock.testing.requests;

import java.util.List;
import org.bouncycastle.asn1.x509.GeneralName;

/**
 * What one signing request asks for in its subjectAltName.
 *
 * @param why what is the matter with it, or what is right
 * @param code of the refusal; null when there is none
 */
public record AskedName(String why, String code, List<GeneralName> names) {

    static AskedName dns(String why, String code, String name) {
        return new AskedName(why, code, List.of(new GeneralName(GeneralName.dNSName, name)));
    }

    /** @return a signing request that asks for it, and has nothing else that is wrong */
    public String signingRequest() {
        return Requests.asking(names);
    }

    @Override
    public String toString() {
        return (code == null ? "taken: " : code + ": ") + why;
    }
}
