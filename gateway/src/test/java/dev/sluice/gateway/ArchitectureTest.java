package dev.sluice.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.sluice.gateway", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule theGatewayDoesNotKnowTheProcessor =
            noClasses().should().dependOnClassesThat().resideInAPackage("dev.sluice.processor..");

    @ArchTest
    static final ArchRule kafkaStaysBehindItsPort = noClasses()
            .that()
            .resideOutsideOfPackage("dev.sluice.gateway.publish..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule redisStaysBehindItsPort = noClasses()
            .that()
            .resideOutsideOfPackage("dev.sluice.gateway.dedup..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.lettuce..");

    @ArchTest
    static final ArchRule aDeliveryDoesNotWaitForTheDatabase = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.sluice.gateway.webhook..", "dev.sluice.gateway.publish..", "dev.sluice.gateway.dedup..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.r2dbc..", "io.r2dbc..", "dev.sluice.gateway.database..");

    @ArchTest
    static final ArchRule admissionDecidesWithoutSpringReactorOrClock = noClasses()
            .that()
            .haveNameMatching(".*\\.admission\\.(AdmissionController|Capacity|DiskRoom|FairShares|InFlightBound"
                    + "|Marks|Pressure|RateMeter|RetryAfter|ShopLoad|Traffic|Verdict).*")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "reactor..", "java.time..");
}
