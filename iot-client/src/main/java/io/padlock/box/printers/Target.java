package io.padlock.box.printers;

import io.padlock.box.words.Phrase;
import java.util.List;
import java.util.Locale;

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
        String file = Download.named(address, this == IOS ? ".mobileconfig" : ".crt");
        return steps.stream().map(step -> Phrase.of(step, file)).toList();
    }
}
