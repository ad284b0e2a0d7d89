package io.padlock.provisioning.wire;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
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

    /** The most that is read at once, a whole body or a line of one. */
    public static final int LARGEST = 64 * 1024;

    /** What is read, and what is said when it can't be. */
    private enum Piece {
        BODY("body", "MALFORMED_REQUEST", "Send one JSON object as the contract at /openapi.yaml says."),
        LINE("line", "MALFORMED_LINE", "Correct the line and send it again.");

        private final String name;
        private final String code;
        private final String remedy;

        Piece(String name, String code, String remedy) {
            this.name = name;
            this.code = code;
            this.remedy = remedy;
        }

        Refused malformed(String explanation) {
            return new Refused(new Unusable(400, "The request can't be read", new Reason(code, explanation, remedy)));
        }
    }

    private JsonBody() {}

    /** @throws Refused with MALFORMED_REQUEST that says where and what */
    public static <T> T read(byte[] body, Class<T> type) {
        if (body.length > LARGEST) {
            throw tooLarge(body.length);
        }
        return read(body, type, Piece.BODY);
    }

    /** One line of a body of many. @throws Refused with MALFORMED_LINE that says where and what */
    public static <T> T readLine(byte[] line, Class<T> type) {
        return read(line, type, Piece.LINE);
    }

    private static <T> T read(byte[] body, Class<T> type, Piece piece) {
        try {
            T read = JSON.readValue(utf8(body), type);
            if (read == null) {
                throw piece.malformed("The " + piece.name + " is null; a JSON object is expected.");
            }
            return read;
        } catch (CharacterCodingException e) {
            throw piece.malformed("The " + piece.name + " is not UTF-8.");
        } catch (StreamConstraintsException e) {
            throw tooMuch(piece);
        } catch (JsonMappingException e) {
            if (e.getCause() instanceof StreamConstraintsException) {
                throw tooMuch(piece);
            }
            // A fault inside a nested object comes wrapped in the path to it.
            throw e.getCause() instanceof JsonParseException fault ? notJson(fault, piece) : wrongType(e, body, piece);
        } catch (JsonProcessingException e) {
            throw notJson(e, piece);
        } catch (IOException e) {
            throw piece.malformed("The " + piece.name + " can't be read.");
        }
    }

    private static Refused wrongType(JsonMappingException e, byte[] body, Piece piece) {
        return piece.malformed(
                e.getPath().isEmpty()
                        ? notAnObject(body, piece)
                        : "The field " + path(e) + " holds something of another type than the contract says.");
    }

    /** Jackson's own limits: 1000 digits or levels, names of 50,000 characters. It does not say where. */
    private static Refused tooMuch(Piece piece) {
        return piece.malformed(
                "The " + piece.name + " holds a number or a name that is too long, or is nested too deeply.");
    }

    private static Refused notJson(JsonProcessingException e, Piece piece) {
        String line = piece == Piece.LINE ? "" : "line " + e.getLocation().getLineNr() + ", ";
        return piece.malformed(
                fault(e, piece) + " at " + line + "column " + e.getLocation().getColumnNr() + ".");
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

    private static String notAnObject(byte[] body, Piece piece) {
        return "The " + piece.name
                + (body.length == 0 ? " is empty; a JSON object is expected." : " is not a JSON object.");
    }

    /** Jackson's own messages name our classes and may quote the value, so they are not passed on. */
    private static String fault(JsonProcessingException e, Piece piece) {
        return e.getOriginalMessage().startsWith("Duplicate field")
                ? "A field stands in the " + piece.name + " twice, for the second time"
                : "The " + piece.name + " is not JSON: the fault is";
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
}
