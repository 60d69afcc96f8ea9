package dev.sluice.loadtest.samples;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * The order in which the deliveries of a day arrive. Places are counted in orders placed since the day began: an order's
 * deliveries are spread over the places after its own, some are held up, some orders come in wholly shuffled.
 */
final class Arrivals implements Iterator<Delivery> {
    private static final int STEP = 15;
    private static final int HELD_UP = 60;
    private static final int DUPLICATE_LAG = 120;

    private record Arrival(double place, long tie, Delivery delivery) {}

    private final SaleDay day;
    private final PriorityQueue<Arrival> waiting =
            new PriorityQueue<>(Comparator.comparingDouble(Arrival::place).thenComparingLong(Arrival::tie));
    private int nextOrder;
    private long nextTie;

    Arrivals(SaleDay day) {
        this.day = day;
    }

    @Override
    public boolean hasNext() {
        return !waiting.isEmpty() || nextOrder < day.settings().orders();
    }

    @Override
    public Delivery next() {
        // No delivery stands before the place of its order, so what lies below the next order's place is final.
        while (nextOrder < day.settings().orders()
                && (waiting.isEmpty() || waiting.peek().place() >= nextOrder)) {
            add(day.plan(nextOrder++));
        }
        Arrival first = waiting.poll();
        if (first == null) {
            throw new NoSuchElementException();
        }
        return first.delivery();
    }

    private void add(OrderPlan plan) {
        List<Delivery> story = ShopifyOrder.story(plan);
        Random chance = chance(day, plan);
        List<Integer> copies = copies(day, plan, chance);
        List<Double> places = places(plan.index(), story.size(), chance);
        for (int step = 0; step < story.size(); step++) {
            double place = places.get(step);
            queue(place, story.get(step));
            if (copies.get(step) > 1) {
                // Half of them at once, as from a sender that gave up waiting; half much later.
                queue(chance.nextBoolean() ? place : place + chance.nextInt(DUPLICATE_LAG), story.get(step));
            }
        }
        for (Delivery extra : Oddities.at(day.settings(), plan, story)) {
            queue(plan.index() + chance.nextInt(STEP), extra);
        }
    }

    private List<Double> places(int index, int steps, Random chance) {
        List<Double> places = new ArrayList<>(steps);
        double place = index;
        for (int step = 0; step < steps; step++) {
            boolean heldUp = chance.nextDouble() < day.settings().disorder();
            places.add(place + (heldUp ? chance.nextInt(HELD_UP) : 0));
            place += chance.nextInt(STEP);
        }
        if (chance.nextDouble() < day.settings().disorder() / 4) {
            Collections.shuffle(places, chance);
        }
        return places;
    }

    private void queue(double place, Delivery delivery) {
        waiting.add(new Arrival(place, nextTie++, delivery));
    }

    /** How many deliveries an order brings, without making them. */
    static int countAt(SaleDay day, OrderPlan plan) {
        List<Integer> copies = copies(day, plan, chance(day, plan));
        return copies.stream().mapToInt(Integer::intValue).sum() + Oddities.countAt(day.settings(), plan);
    }

    private static Random chance(SaleDay day, OrderPlan plan) {
        return new Random(SaleDay.mixed(plan.seed(), day.settings().seed()));
    }

    private static List<Integer> copies(SaleDay day, OrderPlan plan, Random chance) {
        List<Integer> copies = new ArrayList<>();
        for (int step = 0; step < plan.life().deliveries(); step++) {
            copies.add(chance.nextDouble() < day.settings().duplicates() ? 2 : 1);
        }
        return copies;
    }
}
