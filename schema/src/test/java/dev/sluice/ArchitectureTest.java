package dev.sluice;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

/** The core is pure: the processor, the replay tool and the tests fold the same events to the same orders. */
@AnalyzeClasses(packages = "dev.sluice", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule THE_CORE_DEPENDS_ON_JAVA_AND_JACKSONS_STREAMS_ONLY = classes()
            .that()
            .resideInAPackage("dev.sluice.order..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.sluice.order..",
                    "dev.sluice.contract..",
                    "java..",
                    "tools.jackson.core..",
                    "org.jspecify.annotations..");

    @ArchTest
    static final ArchRule THE_CONTRACT_DEPENDS_ON_JAVA_ONLY = classes()
            .that()
            .resideInAPackage("dev.sluice.contract..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.sluice.contract..", "java..", "tools.jackson.core..", "org.jspecify.annotations..");

    @ArchTest
    static final ArchRule THE_CORE_TOUCHES_NEITHER_FILES_NOR_THE_NETWORK_NOR_THREADS = noClasses()
            .that()
            .resideInAnyPackage("dev.sluice.order..", "dev.sluice.contract..")
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.io\\.(File|RandomAccess|Console).*"
                    + "|java\\.nio\\.(file|channels)\\..*"
                    + "|java\\.net\\.(http\\..*|.*Socket.*|.*Connection|InetAddress)"
                    + "|java\\.sql\\..*"
                    + "|java\\.util\\.concurrent\\..*"
                    + "|java\\.lang\\.(Thread|ThreadLocal|Process.*|Runtime)");

    @ArchTest
    static final ArchRule THE_CORE_HAS_NO_CLOCK_AND_NO_CHANCE = noClasses()
            .that()
            .resideInAnyPackage("dev.sluice.order..", "dev.sluice.contract..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "getenv")
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("java\\.util\\.(Random|UUID)|java\\.security\\.SecureRandom");
}
