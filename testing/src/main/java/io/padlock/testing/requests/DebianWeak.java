package io.padlock.testing.requests;

/**
 * A key as Debian's OpenSSL made them from 2006 to 2008, from nothing but the number of its process: 1000, on amd64, by
 * 0.9.8g-8. HARICA published it with all others; the request is of our own making.
 */
public final class DebianWeak {

    public static final String SIGNING_REQUEST = """
            -----BEGIN CERTIFICATE REQUEST-----
            MIICRTCCAS0CAQAwADCCASIwDQYJKoZIhvcNAQEBBQADggEPADCCAQoCggEBAM64
            qqupRGQFFRTI82cOH+d9aCDX6B90slHD7Ys4jPi2dTSjKgdKnBdaURWiemeu85nM
            MKotpN4Y5jEeO+CyJvTrxgRey4B/q3lA1pyzpJLPHnCIfbAmRm1FxyJ29MIfUrva
            BWH7F7q9WvOhMyMnZjDVR9TfappfQT3d+wADNd9xu6A29vIEKK3gbtFXRMz5o34P
            KZNI3BfrZDfJ7GrMGWe0i1Sf2izRx3wV+fv/a4I0VM17ZFDQzaYsyEzXy5XZIon2
            S+jZHzFOHAdOo8QsdU0WU7YgwoDadNWLJwDDx4KBpcWzcQJRGcI9KkPdGjwuTJ0y
            uZtKzf0Ft/fFzr54+ZkCAwEAAaAAMA0GCSqGSIb3DQEBCwUAA4IBAQAbVelbAKaU
            NGf6As5zT1NoPDmCrovsvyql4jN2rENtwkcYw4VdOlYteI6o3L0uluzyhUXTHWxe
            kedJlBhRvOVZChLGZsZcNltSvfqxZ8k0dW91Sdol6dMwjEaPRzwBgwYwIE6o+D6O
            W7smslrt8yzXJPYtvFzVK4hpyqTzet/MfjGVfieXthxuFZvH5XMs6C1YZHOizp+L
            nkGnqDRYewtykik4MbJkazedPOLl6T0JUiIAo4Skrjmk0QxCW9Fqf61Ebc9/pQCY
            J4Xz8F93vx7tPAbNSqT2A/m3H3oSjj/MkPPx4NOPYBf3Z0bltB2dTR2he+4nNBFU
            hztmqKjbwxpR
            -----END CERTIFICATE REQUEST-----
            """;

    /** Of its SubjectPublicKeyInfo. */
    public static final String SHA256 = "56510da4eb530916eaa14193d592b5cff1be03a5d9f39566e55780db519b1df7";

    /** As Debian's package openssl-blacklist has it: the last half of the SHA-1 of "Modulus=…\n". */
    public static final String BLACKLISTED = "49d96fae9bfc0e84bba3";

    private DebianWeak() {}
}
