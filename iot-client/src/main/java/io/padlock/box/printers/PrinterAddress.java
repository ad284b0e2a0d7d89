package io.padlock.box.printers;

import io.padlock.box.printers.Refused.Kind;
import io.padlock.box.words.Phrase;
import java.util.List;
import java.util.regex.Pattern;

/** An IPv4 address of the shop's network: the box connects to nobody else for whoever opens its page. */
public final class PrinterAddress implements Comparable<PrinterAddress> {

    static final Pattern IPV4 = Pattern.compile(
            "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])){3}");

    private final String ip;

    private PrinterAddress(String ip) {
        this.ip = ip;
    }

    /** @param text as people copy it, out of a browser for instance */
    static PrinterAddress parse(String text, List<Network> further) throws Refused {
        String ip = text.strip().replaceFirst("(?i)^https?://", "").replaceFirst("/$", "");
        if (!IPV4.matcher(ip).matches()) {
            throw new Refused(Kind.NOT_UNDERSTOOD, Phrase.of("printer-address.none", Shown.text(text)));
        }
        if (!Network.isPrivate(ip) && further.stream().noneMatch(network -> network.contains(ip))) {
            throw new Refused(Kind.PUBLIC_ADDRESS, Phrase.of("printer-address.public", ip));
        }
        return new PrinterAddress(ip);
    }

    /** One that was parsed before. */
    static PrinterAddress kept(String ip) {
        return new PrinterAddress(ip);
    }

    public String ip() {
        return ip;
    }

    /** In names of files. */
    public String dashes() {
        return ip.replace('.', '-');
    }

    @Override
    public int compareTo(PrinterAddress other) {
        return padded().compareTo(other.padded());
    }

    private String padded() {
        return ip.replaceAll("(\\d+)", "00$1").replaceAll("0*(\\d{3})", "$1");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PrinterAddress address && address.ip.equals(ip);
    }

    @Override
    public int hashCode() {
        return ip.hashCode();
    }

    @Override
    public String toString() {
        return ip;
    }
}
