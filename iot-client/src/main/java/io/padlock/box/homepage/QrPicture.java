package io.padlock.box.homepage;

import io.nayuki.qrcodegen.QrCode;

/** An address that a phone's camera reads: an SVG of squares. */
final class QrPicture {

    /** Quiet around it, in squares, as ISO/IEC 18004 wants it. */
    private static final int MARGIN = 4;

    private QrPicture() {}

    /** @return the picture; it holds nothing of the text but squares */
    static String of(String text, String label) {
        QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append('M')
                            .append(x + MARGIN)
                            .append(' ')
                            .append(y + MARGIN)
                            .append("h1v1h-1z");
                }
            }
        }
        int side = code.size + 2 * MARGIN;
        return "<svg class=\"qr\" viewBox=\"0 0 " + side + " " + side + "\" role=\"img\" aria-label=\"" + escaped(label)
                + "\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h" + side + "v" + side
                + "H0z\"/><path d=\""
                + path + "\"/></svg>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
    }
}
