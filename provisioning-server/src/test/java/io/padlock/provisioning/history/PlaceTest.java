package io.padlock.provisioning.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.padlock.provisioning.history.Place.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123456Z");

    @Test
    void a_place_comes_back_from_its_cursor_to_the_microsecond() {
        for (Kind kind : Kind.values()) {
            Place place = new Place(kind, NOON, "4f4c0d6a9b2e48c3a7d5e6f708192a3b");

            assertThat(Place.parse(place.opaque())).isEqualTo(place);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x:1:0", "d:1", "d:1:0:0", "d:1:0' or 1=1", "d:9999999999999999999:0", "d:1:G"})
    void what_was_made_up_is_no_place(String text) {
        String cursor = Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> Place.parse(cursor)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_is_no_base64_is_no_place() {
        assertThatThrownBy(() -> Place.parse("§")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void newest_first_then_decisions_before_certificates_then_the_higher_tie() {
        Place later = new Place(Kind.ISSUED, NOON.plusNanos(1000), "00");
        Place decision = new Place(Kind.DECIDED, NOON, "00");
        Place certificate = new Place(Kind.ISSUED, NOON, "ff");
        Place lower = new Place(Kind.ISSUED, NOON, "fe");

        assertThat(Stream.of(lower, certificate, later, decision).sorted(Place.NEWEST_FIRST))
                .isEqualTo(List.of(later, decision, certificate, lower));
    }
}
