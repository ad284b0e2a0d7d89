package io.padlock.provisioning.api;

import io.padlock.provisioning.issuance.Authority;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

/** What others need in order to trust what we issue. */
@Path("/v1/authority")
public class AuthorityResource {

    private final Authority authority;

    AuthorityResource(Authority authority) {
        this.authority = authority;
    }

    @GET
    @Path("root.pem")
    @Produces("application/x-pem-file")
    @NonBlocking
    public String root() {
        return authority.rootPem();
    }
}
