package io.padlock.box.printers;

import io.padlock.box.words.Phrase;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where a certificate is imported, each with the steps that people follow there: those of Odoo's documentation. */
public enum Target {
    WINDOWS(
            "target.windows",
            "warning.windows",
            "by-windows.open",
            "by-windows.install",
            "by-windows.whom",
            "by-windows.store",
            "by-windows.finish",
            "by-windows.restart"),
    NSS(
            "target.nss",
            "warning.nss",
            "by-chrome.open",
            "by-chrome.manage",
            "by-chrome.import",
            "by-chrome.accept",
            "by-chrome.restart"),
    FIREFOX(
            "target.firefox",
            "warning.firefox",
            "by-firefox.open",
            "by-firefox.manage",
            "by-firefox.select",
            "by-firefox.tick",
            "by-firefox.restart"),
    DEBIAN("target.debian", "warning.debian", "by-debian.command"),
    MACOS("target.macos", "warning.macos", "by-macos.open", "by-macos.trust", "by-macos.restart"),
    ANDROID(
            "target.android",
            "warning.android",
            "by-android.download",
            "by-android.settings",
            "by-android.install",
            "by-android.select"),
    IOS(
            "target.ios",
            "warning.ios",
            "by-ios.download",
            "by-ios.settings",
            "by-ios.install",
            "by-ios.confirm",
            "by-ios.about",
            "by-ios.switch",
            "by-ios.continue");

    private final String title;
    private final String warning;
    private final List<String> steps;

    Target(String title, String warning, String... steps) {
        this.title = title;
        this.warning = warning;
        this.steps = List.of(steps);
    }

    /** {@code nss}, as commands and addresses have it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is held in the hand, and has a camera. */
    public boolean isPhone() {
        return this == ANDROID || this == IOS;
    }

    public Phrase title() {
        return Phrase.of(title);
    }

    public Phrase warning() {
        return Phrase.of(warning);
    }

    public List<Phrase> steps(PrinterAddress address) {
        return steps.stream().map(step -> Phrase.of(step, file(address))).toList();
    }

    /**
     * Where there is no picture for a phone's camera.
     *
     * @param download where a box that runs has the file
     */
    public List<Phrase> steps(PrinterAddress address, Optional<String> download) {
        List<Phrase> told = new ArrayList<>(steps(address));
        if (this == IOS) {
            told.set(
                    0,
                    download.map(url -> Phrase.of("by-ios.from", url))
                            .orElseGet(() -> Phrase.of("by-ios.carry", file(address))));
        } else if (this == ANDROID) {
            told.set(
                    0,
                    download.map(url -> Phrase.of("by-android.from", file(address), url))
                            .orElseGet(() -> Phrase.of("by-android.carry", file(address))));
        }
        return told;
    }

    /** Of that at a box. */
    public String path(PrinterAddress address, Fingerprint fingerprint) {
        String file = this == IOS ? "profile.mobileconfig" : "certificate.crt";
        return "/printers/" + address + "/" + file + "?fingerprint=" + fingerprint.digits();
    }

    /** What its steps speak of. */
    public Download download(PrinterAddress address, X509Certificate root) {
        return this == IOS ? Download.profile(address, root) : Download.certificate(address, root);
    }

    private String file(PrinterAddress address) {
        return Download.named(address, this == IOS ? ".mobileconfig" : ".crt");
    }
}
