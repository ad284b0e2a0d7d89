package io.padlock.provisioning;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** A mistake of ours in any operation, for whoever asks for it. */
@Provider
public class Bug implements ContainerRequestFilter {

    public static final String HEADER = "Padlock-Test-Bug";

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getHeaderString(HEADER) != null) {
            throw new IllegalStateException("This mistake is made by a test.");
        }
    }
}
