package io.padlock.provisioning.api;

import io.padlock.provisioning.issuance.Authority;
import io.padlock.provisioning.issuance.Issuer;
import io.padlock.provisioning.naming.ParentDomain;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.security.cert.CertificateEncodingException;
import org.jboss.resteasy.reactive.RestPath;

/**
 * What others need in order to trust what we issue. The media types are those at which a phone or a browser offers to
 * install what it got.
 */
@Path("/v1/authority")
@NonBlocking
public class AuthorityResource {

    private final Authority authority;
    private final AppleProfile profile;
    /** A file of a test authority says so wherever it lands. */
    private final String prefix;

    AuthorityResource(Authority authority, ParentDomain domain) {
        this.authority = authority;
        this.profile = AppleProfile.trusting(authority.rootDer(), authority.isTest(), domain.name());
        this.prefix = authority.isTest() ? "padlock-test-" : "padlock-";
    }

    @GET
    @Path("root.pem")
    @Produces("application/x-pem-file")
    public Response rootPem() {
        return file("root.pem", authority.rootPem());
    }

    @GET
    @Path("root.crt")
    @Produces("application/x-x509-ca-cert")
    public Response rootDer() {
        return file("root.crt", authority.rootDer());
    }

    @GET
    @Path("root.mobileconfig")
    @Produces("application/x-apple-aspen-config")
    public Response rootProfile() {
        return file("root.mobileconfig", profile.xml());
    }

    @GET
    @Path("chain.pem")
    @Produces("application/x-pem-file")
    public Response chain() {
        return file("chain.pem", authority.authorityPem());
    }

    @GET
    @Path("issuers/{issuer}.crt")
    @Produces("application/pkix-cert")
    public Response issuer(@RestPath String issuer) {
        return file("issuer-" + issuer + ".crt", der(known(issuer)));
    }

    private Issuer known(String id) {
        return authority.issuers().stream()
                .filter(issuer -> issuer.id().equals(id))
                .findFirst()
                .orElseThrow(() -> NoSuchIssuer.refusal(id));
    }

    /** Not as an attachment: a phone would put it among the downloads instead of offering to install it. */
    private Response file(String name, Object content) {
        return Response.ok(content)
                .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"" + prefix + name + "\"")
                .build();
    }

    private static byte[] der(Issuer issuer) {
        try {
            return issuer.certificate().getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("A certificate that was read can't be written.", e);
        }
    }
}
