package dev.sluice.processor.apply;

import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.Transformer;

/**
 * Deliveries in any order with any duplicates, and retries of any of them, applied and published by instances that are killed, frozen and fenced at any
 * step. After every step nothing is lost, doubled or out of order, and in the end everything is where it belongs. A failure
 * prints its seed and the shortest chain of steps that shows it.
 */
class SimulationTest {
    private static final int ORDERS = 3;
    private static final int INSTANCES = 2;
    private static final int STEPS = 120;

    @Property(tries = 1_000)
    void whatever_happens_in_between_every_event_has_one_effect(@ForAll("chains") ActionChain<Simulation> chain) {
        Simulation end = chain.withInvariant("conservation", Simulation::assertConservation)
                .withInvariant("once and in order", Simulation::assertPublished)
                .run();
        end.settle();
        end.assertConservation();
        end.assertOrders();
        end.assertPublished();
        end.assertEverythingIsPublished();
    }

    @Provide
    Arbitrary<ActionChain<Simulation>> chains() {
        return ActionChain.startWith(Simulation::new)
                .withAction(20, deliver())
                .withAction(4, retry())
                .withAction(10, take())
                .withAction(10, byOne("commit", Simulation::commit))
                .withAction(2, byOne("commit without an answer", Simulation::commitWithoutAnswer))
                .withAction(2, byOne("kill", Simulation::kill))
                .withAction(3, step("end the idle transaction", Simulation::endIdleTransaction))
                .withAction(6, byOne("lead", Simulation::lead))
                .withAction(6, byOne("read the outbox", (simulation, number) -> simulation.readOutbox(number, 3)))
                .withAction(6, byOne("publish", Simulation::publish))
                .withAction(6, byOne("mark", Simulation::mark))
                .withAction(2, step("break the relay's connection", Simulation::breakRelayConnection))
                .withAction(2, byOne("kill relay", Simulation::killRelay))
                .withMaxTransformations(STEPS);
    }

    private static Action.Independent<Simulation> deliver() {
        return () -> Combinators.combine(
                        Arbitraries.integers().between(1, ORDERS),
                        Arbitraries.integers().between(0, SimulatedLife.DELIVERIES - 1))
                .as((order, number) -> Transformer.mutate(
                        "deliver " + number + " of order " + order, simulation -> simulation.deliver(order, number)));
    }

    private static Action.Independent<Simulation> retry() {
        return () -> Combinators.combine(
                        Arbitraries.integers().between(0, STEPS),
                        Arbitraries.integers().between(1, 3))
                .as((position, command) -> Transformer.mutate(
                        "retry " + position + " by command " + command,
                        simulation -> simulation.retry(position, command)));
    }

    private static Action.Independent<Simulation> take() {
        return () -> Combinators.combine(
                        Arbitraries.integers().between(1, INSTANCES),
                        Arbitraries.integers().between(1, 9))
                .as((number, size) -> Transformer.mutate(
                        "take " + size + " by " + number, simulation -> simulation.take(number, size)));
    }

    private static Action.Independent<Simulation> byOne(String name, ObjIntConsumer<Simulation> action) {
        return () -> Arbitraries.integers()
                .between(1, INSTANCES)
                .map(number ->
                        Transformer.mutate(name + ' ' + number, simulation -> action.accept(simulation, number)));
    }

    private static Action.Independent<Simulation> step(String name, Consumer<Simulation> action) {
        return () -> Arbitraries.just(Transformer.mutate(name, action::accept));
    }
}
