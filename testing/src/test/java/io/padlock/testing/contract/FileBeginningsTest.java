package io.padlock.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That real ones are taken is shown by every test that fetches one. */
class FileBeginningsTest {

    @ParameterizedTest
    @ValueSource(strings = {"application/x-x509-ca-cert", "application/pkix-cert", "application/pkix-crl"})
    void der_that_only_begins_like_a_certificate_or_a_list_is_none(String type) {
        byte[] sequence = {0x30, 0x03, 0x02, 0x01, 0x01};

        assertThat(FileBeginnings.areAlike(type, "MIIB6zCCAZGgAwIBAgIQcZ1i5nq4", new Message(Map.of(), sequence)))
                .isFalse();
    }
}
