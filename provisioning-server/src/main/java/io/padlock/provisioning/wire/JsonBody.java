package io.padlock.provisioning.wire;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.padlock.provisioning.Refusal.Unusable;
import io.padlock.provisioning.Refused;
import io.padlock.provisioning.eligibility.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reads what others sent, strictly where it matters (UTF-8, no duplicate keys, a number is not a text) and generously
 * where the contract may grow (unknown fields are ignored).
 */
public final class JsonBody {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .withCoercionConfig(
                    LogicalType.Textual,
                    text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .withCoercionConfig(
                    LogicalType.Integer,
                    number -> number.setCoercion(CoercionInputShape.String, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
            .build();

    private static final int LARGEST = 64 * 1024;

    private JsonBody() {}

    /** @throws Refused with MALFORMED_REQUEST that says where and what */
    public static <T> T read(byte[] body, Class<T> type) {
        if (body.length > LARGEST) {
            throw tooLarge(body.length);
        }
        try {
            T read = JSON.readValue(utf8(body), type);
            if (read == null) {
                throw malformed("The body is null; a JSON object is expected.");
            }
            return read;
        } catch (CharacterCodingException e) {
            throw malformed("The body is not UTF-8.");
        } catch (JsonMappingException e) {
            // A fault inside a nested object comes wrapped in the path to it.
            throw e.getCause() instanceof JsonParseException fault ? notJson(fault) : wrongType(e, body);
        } catch (JsonProcessingException e) {
            throw notJson(e);
        } catch (IOException e) {
            throw malformed("The body can't be read.");
        }
    }

    private static Refused wrongType(JsonMappingException e, byte[] body) {
        return malformed(
                e.getPath().isEmpty()
                        ? notAnObject(body)
                        : "The field " + path(e) + " holds something of another type than the contract says.");
    }

    private static Refused notJson(JsonProcessingException e) {
        return malformed(fault(e) + " at line " + e.getLocation().getLineNr() + ", column "
                + e.getLocation().getColumnNr() + ".");
    }

    /** Jackson's own decoder guesses the charset and replaces what it can't read; a contract code is no place for that. */
    private static InputStreamReader utf8(byte[] body) {
        return new InputStreamReader(
                new ByteArrayInputStream(body),
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    private static String notAnObject(byte[] body) {
        return body.length == 0 ? "The body is empty; a JSON object is expected." : "The body is not a JSON object.";
    }

    /** Jackson's own messages name our classes and may quote the value, so they are not passed on. */
    private static String fault(JsonProcessingException e) {
        return e.getOriginalMessage().startsWith("Duplicate field")
                ? "A field stands in the body twice, for the second time"
                : "The body is not JSON: the fault is";
    }

    private static String path(JsonMappingException e) {
        List<Reference> steps = e.getPath();
        return steps.stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."));
    }

    private static Refused tooLarge(int length) {
        return new Refused(new Unusable(
                413,
                "The request body is too large",
                new Reason(
                        "BODY_TOO_LARGE",
                        "The body has " + length + " bytes; " + LARGEST + " are the most.",
                        "Send only the fields that the contract names.")));
    }

    private static Refused malformed(String explanation) {
        return new Refused(new Unusable(
                400,
                "The request can't be read",
                new Reason(
                        "MALFORMED_REQUEST",
                        explanation,
                        "Send one JSON object as the contract at /openapi.yaml says.")));
    }
}
