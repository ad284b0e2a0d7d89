package io.padlock.provisioning;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import org.jboss.resteasy.reactive.server.Cancellable;

/** The arrows of docs/architecture.md. */
@AnalyzeClasses(packages = "io.padlock.provisioning", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule nobody_imports_a_door = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.padlock.provisioning.api..",
                    "io.padlock.provisioning.stock..",
                    "io.padlock.provisioning.operator..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.padlock.provisioning.api..",
                    "io.padlock.provisioning.stock..",
                    "io.padlock.provisioning.operator..")
            .because("doors come and go, and what they open stays");

    @ArchTest
    static final ArchRule doors_do_not_know_each_other = slices().matching(
                    "io.padlock.provisioning.(api|stock|operator)..")
            .should()
            .notDependOnEachOther()
            .because("a change for operators must not change what a box hears");

    @ArchTest
    static final ArchRule rules_names_and_signing_are_plain_java = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.padlock.provisioning.eligibility..",
                    "io.padlock.provisioning.naming..",
                    "io.padlock.provisioning.issuance..",
                    "io.padlock.provisioning.budget..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "jakarta..",
                    "com.fasterxml..",
                    "io.smallrye.mutiny..",
                    "org.hibernate..",
                    "io.vertx..",
                    "io.quarkus..")
            .because("a test must be able to say new, and a reader to follow without a framework");

    @ArchTest
    static final ArchRule rules_and_names_import_nothing_of_ours = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.padlock.provisioning.eligibility..",
                    "io.padlock.provisioning.naming..",
                    "io.padlock.provisioning.issuance..")
            .should()
            .dependOnClassesThat(DescribedPredicate.describe(
                    "another package of ours",
                    c -> c.getPackageName().startsWith("io.padlock")
                            && !c.getPackageName().matches(".*\\.(eligibility|naming|issuance)")))
            .because("they are the words, not the story");

    @ArchTest
    static final ArchRule rows_know_the_words_and_nothing_else_of_ours = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.padlock.provisioning.directory..",
                    "io.padlock.provisioning.ledger..",
                    "io.padlock.provisioning.standing..")
            .should()
            .dependOnClassesThat(DescribedPredicate.describe(
                    "the story or a door",
                    c -> c.getPackageName().startsWith("io.padlock")
                            && !c.getPackageName()
                                    .matches(".*\\.(eligibility|naming|directory|ledger|standing|gathering)")))
            .because("the story asks them, and they don't ask back");

    @ArchTest
    static final ArchRule budgets_know_nothing_but_what_a_database_is = noClasses()
            .that()
            .resideInAPackage("io.padlock.provisioning.budget..")
            .should()
            .dependOnClassesThat(DescribedPredicate.describe(
                    "another package of ours",
                    c -> c.getPackageName().startsWith("io.padlock")
                            && !c.getPackageName().matches(".*\\.(eligibility|budget)")))
            .because("they count, and whoever asks them refuses in words");

    @ArchTest
    static final ArchRule gathering_knows_nothing_of_what_it_gathers = noClasses()
            .that()
            .resideInAPackage("io.padlock.provisioning.gathering..")
            .should()
            .dependOnClassesThat(DescribedPredicate.describe(
                    "another package of ours",
                    c -> c.getPackageName().startsWith("io.padlock")
                            && !c.getPackageName().endsWith(".gathering")))
            .because("it sends statements for everybody");

    @ArchTest
    static final ArchRule the_story_does_not_know_its_witnesses = noClasses()
            .that()
            .resideInAPackage("io.padlock.provisioning")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.padlock.provisioning.history..", "io.padlock.provisioning.audit..")
            .because("who keeps a record of a decision must not be able to change it");

    @ArchTest
    static final ArchRule what_operators_do_is_told_when_they_hang_up_too = classes()
            .that()
            .areAnnotatedWith("io.padlock.provisioning.operator.OperatorsOnly")
            .should()
            .beAnnotatedWith(DescribedPredicate.describe(
                    "@Cancellable(false)",
                    annotation -> annotation.getRawType().isEquivalentTo(Cancellable.class)
                            && !annotation.as(Cancellable.class).value()))
            .because("the work goes on without them, and nobody would be told of it");

    @ArchTest
    static final ArchRule names_are_answered_beside_the_story = noClasses()
            .that()
            .resideInAPackage("io.padlock.provisioning.dns..")
            .should()
            .dependOnClassesThat(DescribedPredicate.describe(
                    "the story, a door or its rows",
                    c -> c.getPackageName().startsWith("io.padlock.provisioning.")
                            && !c.getPackageName().matches(".*\\.(dns|naming|gathering)")))
            .because("an answer for a name must not depend on anything that asks a database");

    @ArchTest
    static final ArchRule dns_messages_stay_in_dns = noClasses()
            .that()
            .resideOutsideOfPackage("io.padlock.provisioning.dns..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.xbill..")
            .because("what they are read with can be changed in one place");

    @ArchTest
    static final ArchRule bouncy_castle_stays_in_issuance = noClasses()
            .that()
            .resideOutsideOfPackage("io.padlock.provisioning.issuance..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bouncycastle..")
            .because("what certificates are made with can be changed in one place");

    @ArchTest
    static final ArchRule entities_stay_in_their_packages = classes()
            .that()
            .areAnnotatedWith("jakarta.persistence.Entity")
            .should()
            .bePackagePrivate()
            .because("a row that others hold would be written when they change it");

    @ArchTest
    static final ArchRule no_cycles = slices().matching("io.padlock.provisioning.(*)..")
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
            .and()
            .doNotHaveSimpleName("Commands")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("a test must be able to move the clock");
}
