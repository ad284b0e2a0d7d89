package io.padlock.provisioning.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

class AppleProfileTest {

    private static final byte[] ROOT = "a root".getBytes(StandardCharsets.UTF_8);
    private static final byte[] OTHER_ROOT = "another root".getBytes(StandardCharsets.UTF_8);

    private final Map<String, Object> profile = read(AppleProfile.trusting(ROOT, true, "odoo-iot.com"));
    private final Map<String, Object> payload = payload(profile);

    @Test
    void its_one_payload_is_the_root_to_the_byte() {
        assertThat(profile).containsEntry("PayloadType", "Configuration").containsEntry("PayloadVersion", 1);
        assertThat(payload)
                .containsEntry("PayloadType", "com.apple.security.root")
                .containsEntry("PayloadVersion", 1)
                .containsEntry("PayloadCertificateFileName", "padlock-test-root.crt");
        assertThat((byte[]) payload.get("PayloadContent")).isEqualTo(ROOT);
    }

    @Test
    void a_person_sees_that_it_is_for_tests_and_what_for() {
        for (Map<String, Object> shown : List.of(profile, payload)) {
            assertThat(shown.get("PayloadDisplayName").toString()).startsWith("Padlock TEST root ");
            assertThat(shown.get("PayloadDescription").toString()).contains("TESTS", "odoo-iot.com", "remove");
        }
        assertThat(profile).containsEntry("PayloadRemovalDisallowed", false);
    }

    @Test
    void of_an_authority_that_is_no_test_it_says_nothing_of_tests() {
        AppleProfile given = AppleProfile.trusting(ROOT, false, "odoo-iot.com");

        assertThat(given.xml()).doesNotContainIgnoringCase("test").doesNotContain("remove this");
        assertThat(read(given).get("PayloadDisplayName").toString()).startsWith("Padlock root ");
        assertThat(payload(read(given))).containsEntry("PayloadCertificateFileName", "padlock-root.crt");
    }

    @Test
    void profile_and_payload_are_known_by_different_names() {
        assertThat(UUID.fromString(profile.get("PayloadUUID").toString()))
                .isNotEqualTo(UUID.fromString(payload.get("PayloadUUID").toString()));
        assertThat(payload.get("PayloadIdentifier").toString()).startsWith(profile.get("PayloadIdentifier") + ".");
    }

    @Test
    void made_again_for_the_same_root_it_replaces_itself_and_for_another_it_does_not() {
        Map<String, Object> other = read(AppleProfile.trusting(OTHER_ROOT, true, "odoo-iot.com"));

        assertThat(AppleProfile.trusting(ROOT, true, "odoo-iot.com"))
                .isEqualTo(AppleProfile.trusting(ROOT, true, "odoo-iot.com"));
        for (String name : List.of("PayloadUUID", "PayloadIdentifier", "PayloadDisplayName")) {
            assertThat(other.get(name)).isNotEqualTo(profile.get(name));
            assertThat(payload(other).get(name)).isNotEqualTo(payload.get(name));
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> payload(Map<String, Object> profile) {
        List<Object> payloads = (List<Object>) profile.get("PayloadContent");
        assertThat(payloads).hasSize(1);
        return (Map<String, Object>) payloads.get(0);
    }

    /** A property list as Apple's own DTD describes it, as far as a profile needs it. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> read(AppleProfile profile) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            // The DTD lies at Apple's; a test asks nobody.
            factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            Element plist = factory.newDocumentBuilder()
                    .parse(new InputSource(new StringReader(profile.xml())))
                    .getDocumentElement();
            assertThat(plist.getTagName()).isEqualTo("plist");
            assertThat(plist.getAttribute("version")).isEqualTo("1.0");
            return (Map<String, Object>) value(elements(plist).get(0));
        } catch (Exception e) {
            throw new AssertionError("Not a property list:\n" + profile.xml(), e);
        }
    }

    private static Object value(Element element) {
        return switch (element.getTagName()) {
            case "dict" -> dict(elements(element));
            case "array" ->
                elements(element).stream().map(AppleProfileTest::value).toList();
            case "string" -> element.getTextContent();
            case "integer" -> Integer.parseInt(element.getTextContent());
            case "true", "false" -> Boolean.parseBoolean(element.getTagName());
            case "data" -> Base64.getMimeDecoder().decode(element.getTextContent());
            default -> throw new AssertionError("A property list has no <" + element.getTagName() + ">.");
        };
    }

    private static Map<String, Object> dict(List<Element> keysAndValues) {
        Map<String, Object> dict = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.size(); i += 2) {
            assertThat(keysAndValues.get(i).getTagName()).isEqualTo("key");
            dict.put(keysAndValues.get(i).getTextContent(), value(keysAndValues.get(i + 1)));
        }
        return dict;
    }

    private static List<Element> elements(Element parent) {
        List<Element> elements = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                elements.add(element);
            }
        }
        return elements;
    }
}
