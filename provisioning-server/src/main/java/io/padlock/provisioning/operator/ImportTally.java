package io.padlock.provisioning.operator;

import io.padlock.provisioning.Refusal.Several;
import io.padlock.provisioning.Refused;
import io.padlock.provisioning.directory.Imported;
import io.padlock.provisioning.eligibility.Reason;
import io.padlock.provisioning.operator.ImportReport.RefusedLine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Counts what becomes of an import's lines; keeps of the refused ones no more than it will name. */
final class ImportTally {

    private static final int MOST_NAMED = 1000;
    private static final int MOST_IN_ONE_TEXT = 10;

    private final List<RefusedLine> named = new ArrayList<>();
    private long created;
    private long replaced;
    private long unchanged;
    private long refused;

    void count(Imported imported) {
        created += imported.created();
        replaced += imported.replaced();
        unchanged += imported.unchanged();
        Stream.concat(
                        imported.duplicates().stream()
                                .map(duplicate -> new RefusedLine(
                                        duplicate.line(),
                                        "DUPLICATE_DATABASE",
                                        "The database stands on line " + duplicate.earlier() + " already.",
                                        "Leave one of the two lines.")),
                        imported.withoutContract().stream()
                                .map(line -> new RefusedLine(
                                        line,
                                        "INVALID_ENTERPRISE_CODE",
                                        "The contract code is missing, and the database is not known yet.",
                                        ImportReport.REMEDY)))
                .sorted(Comparator.comparingLong(RefusedLine::line))
                .forEach(this::refuse);
    }

    void refuse(long line, Refused why) {
        Reason reason = why.refusal().reasons().get(0);
        refuse(new RefusedLine(line, reason.code(), reason.explanation(), ImportReport.REMEDY));
    }

    private void refuse(RefusedLine line) {
        refused++;
        if (named.size() < MOST_NAMED) {
            named.add(line);
        }
    }

    boolean hasRefused() {
        return refused > 0;
    }

    ImportReport report(ImportMode mode) {
        return new ImportReport(
                mode,
                created + replaced + unchanged + refused,
                created,
                replaced,
                unchanged,
                refused,
                inOrder().toList(),
                refused - named.size());
    }

    /** @return what is told when nothing was stored because of some lines */
    Refused nothing() {
        List<Reason> reasons = inOrder().map(ImportTally::reason).toList();
        long more = refused - Math.min(MOST_IN_ONE_TEXT, reasons.size());
        String first = reasons.stream()
                .limit(MOST_IN_ONE_TEXT)
                .map(Reason::explanation)
                .collect(Collectors.joining(" "));
        return new Refused(new Several(
                422,
                "IMPORT_REFUSED",
                "The import can't be used",
                first + (more == 0 ? "" : " And " + more + " more."),
                reasons));
    }

    /** A part's lines are judged twice, by themselves and against what is known; what each found is told in one order. */
    private Stream<RefusedLine> inOrder() {
        return named.stream().sorted(Comparator.comparingLong(RefusedLine::line));
    }

    private static Reason reason(RefusedLine line) {
        return new Reason(line.code(), "Line " + line.line() + ": " + line.explanation(), line.remedy());
    }
}
