package dev.sluice.gateway.admission;

/** Max-min fairness: whoever asks for less than an even part gets all of it, and the others divide what is left. */
final class FairShares {

    private FairShares() {}

    /**
     * The most that one shop gets: with it the smaller of rate and share, summed over all shops, is the capacity, or all that
     * is asked for.
     *
     * @param rates what the shops ask for, in any unit, ascending
     * @param capacity in the same unit, at least 0
     * @return when there is enough for all: what the loudest gets and what is left over
     */
    static double level(double[] rates, double capacity) {
        double left = capacity;
        for (int i = 0; i < rates.length; i++) {
            double even = left / (rates.length - i);
            if (rates[i] > even) {
                return even;
            }
            left -= rates[i];
        }
        return rates.length == 0 ? left : rates[rates.length - 1] + left;
    }
}
