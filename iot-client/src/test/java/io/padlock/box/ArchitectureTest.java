package io.padlock.box;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/** The arrows of docs/architecture.md. */
@AnalyzeClasses(packages = "io.padlock.box", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule nobody_imports_the_homepage = noClasses()
            .that()
            .resideOutsideOfPackage("io.padlock.box.homepage..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.padlock.box.homepage..")
            .because("a box keeps its certificate whether somebody looks or not");

    @ArchTest
    static final ArchRule the_status_imports_nothing_of_ours = noClasses()
            .that()
            .resideInAPackage("io.padlock.box.status..")
            .should()
            .dependOnClassesThat(areOursOutside("io.padlock.box.status"))
            .because("everybody reports in it");

    @ArchTest
    static final ArchRule certificates_import_nothing_of_ours = noClasses()
            .that()
            .resideInAPackage("io.padlock.box.certificate..")
            .should()
            .dependOnClassesThat(areOursOutside("io.padlock.box.certificate"))
            .because("a pair is good or bad whoever asked for it");

    @ArchTest
    static final ArchRule the_identity_imports_nothing_of_ours = noClasses()
            .that()
            .resideInAPackage("io.padlock.box.identity..")
            .should()
            .dependOnClassesThat(areOursOutside("io.padlock.box.identity"))
            .because("who the box is does not depend on how it goes");

    @ArchTest
    static final ArchRule words_are_plain_java = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.padlock.box.identity..",
                    "io.padlock.box.certificate..",
                    "io.padlock.box.status..",
                    "io.padlock.box.words..",
                    "io.padlock.box.disk..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta..", "com.fasterxml..", "io.smallrye.mutiny..", "io.vertx..", "io.quarkus..")
            .because("a test must be able to say new, and a reader to follow without a framework");

    @ArchTest
    static final ArchRule bouncy_castle_stays_with_the_certificates = noClasses()
            .that()
            .resideOutsideOfPackage("io.padlock.box.certificate..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bouncycastle..")
            .because("what signing requests are made with can be changed in one place");

    @ArchTest
    static final ArchRule printers_are_plain_java = noClasses()
            .that()
            .resideInAPackage("io.padlock.box.printers..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta..", "com.fasterxml..", "io.smallrye.mutiny..", "io.vertx..", "io.quarkus..")
            .because("commands look at printers where no box runs");

    @ArchTest
    static final ArchRule printers_know_certificates_only = noClasses()
            .that()
            .resideInAPackage("io.padlock.box.printers..")
            .should()
            .dependOnClassesThat(areOursOutside("io.padlock.box.printers", "io.padlock.box.certificate"))
            .because("a printer's certificate has nothing to do with the box's own");

    @ArchTest
    static final ArchRule dnsjava_stays_with_the_names = noClasses()
            .that()
            .resideOutsideOfPackage("io.padlock.box.names..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.xbill..")
            .because("it is loaded when a box has to look, and not before");

    @ArchTest
    static final ArchRule no_cycles = slices().matching("io.padlock.box.(*)..")
            .should()
            .beFreeOfCycles()
            .because("a cycle is one package with two names");

    @ArchTest
    static final ArchRule packages_are_what_the_product_does = noClasses()
            .should()
            .resideInAnyPackage("..util..", "..common..", "..dto..", "..impl..", "..model..", "..service..")
            .because("such a package says nothing of what is in it");

    @ArchTest
    static final ArchRule the_clock_is_injected = noClasses()
            .that()
            .doNotHaveSimpleName("Wiring")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("a test must be able to move the clock");

    private static DescribedPredicate<JavaClass> areOursOutside(String... own) {
        Set<String> mayBeUsed = new TreeSet<>(Set.of(own));
        mayBeUsed.addAll(Set.of("io.padlock.box.words", "io.padlock.box.disk"));
        return DescribedPredicate.describe(
                "are ours, outside of " + String.join(" and ", own) + ", and neither words nor the disk",
                type -> type.getPackageName().startsWith("io.padlock") && !mayBeUsed.contains(type.getPackageName()));
    }
}
