package dev.sluice.processor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The processor's structure, held as a test. */
@AnalyzeClasses(packages = "dev.sluice.processor", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule kafkas_types_appear_in_one_package = noClasses()
            .that()
            .resideOutsideOfPackage("dev.sluice.processor.kafka..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "reactor.kafka..");

    @ArchTest
    static final ArchRule the_gateway_is_met_on_the_log_only =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("dev.sluice.gateway..");

    @ArchTest
    static final ArchRule the_fold_of_a_batch_is_pure = classes()
            .that()
            .haveSimpleNameStartingWith("BatchFold")
            .or()
            .haveSimpleNameStartingWith("BatchWrites")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java.lang..",
                    "java.util..",
                    "java.time..",
                    "dev.sluice.contract..",
                    "dev.sluice.order..",
                    "dev.sluice.processor.apply..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule only_the_database_side_knows_r2dbc = noClasses()
            .that()
            .resideInAPackage("dev.sluice.processor.consume..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.r2dbc..", "org.springframework.r2dbc..");

    @ArchTest
    static final ArchRule nothing_waits_by_blocking = noClasses()
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(reactor.core.publisher.Mono.class, "block")
            .orShould()
            .callMethod(reactor.core.publisher.Flux.class, "blockLast");
}
