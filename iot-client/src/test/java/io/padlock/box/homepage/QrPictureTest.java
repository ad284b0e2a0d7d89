package io.padlock.box.homepage;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As a phone sees it: the squares are painted, and read by a library that did not draw them. */
class QrPictureTest {

    private static final int QUIET = 4;
    private static final Pattern PICTURE =
            Pattern.compile("(?s)<svg class=\"qr\" viewBox=\"0 0 ([0-9]+) \\1\".*?<path d=\"([^\"]*)\"/></svg>");
    private static final Pattern SQUARE = Pattern.compile("M([0-9]+) ([0-9]+)h1v1h-1z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://192-168-1-10.d73e7513.odoo-iot.com/",
                "http://192.168.1.10:8081/printers/192.168.1.25/certificate.crt?fingerprint="
                        + "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
            })
    void a_phone_reads_what_was_meant(String address) throws Exception {
        assertThat(allOf(QrPicture.of(address, "A \"label\" <of> it"))).containsExactly(address);
    }

    /** What the pictures of a page say, in their order. */
    static List<String> allOf(String page) throws Exception {
        List<String> read = new ArrayList<>();
        Matcher picture = PICTURE.matcher(page);
        while (picture.find()) {
            read.add(read(Integer.parseInt(picture.group(1)), picture.group(2)));
        }
        return read;
    }

    private static String read(int side, String path) throws Exception {
        BitMatrix squares = new BitMatrix(side - 2 * QUIET);
        Matcher square = SQUARE.matcher(path);
        while (square.find()) {
            squares.set(Integer.parseInt(square.group(1)) - QUIET, Integer.parseInt(square.group(2)) - QUIET);
        }
        return new Decoder().decode(squares).getText();
    }
}
