package org.striate.magics.session;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.striate.core.Html;
import org.striate.core.Showable;

/**
 * What came of making a value again.
 *
 * @param name the variable's
 * @param tolerance how far two numbers may lie apart and still count as equal; 0 for the last bit
 * @param numbers how many numbers were compared
 * @param differences where the two differ, in words; the first few
 * @param different how many differ in all
 * @param largest the largest difference between two numbers
 * @param notCompared what could not be compared, such as functions
 */
public record Replay(
        String name,
        double tolerance,
        long numbers,
        List<String> differences,
        long different,
        double largest,
        List<String> notCompared)
        implements Showable {

    public Replay {
        differences = List.copyOf(differences);
        notCompared = List.copyOf(notCompared);
    }

    /** Makes a value again and compares it with the one there is, to the last bit. */
    public static Replay of(String name, Object value, Callable<?> making) throws Exception {
        return of(name, value, 0, making);
    }

    /** Makes a value again and compares it with the one there is. */
    public static Replay of(String name, Object value, double tolerance, Callable<?> making) throws Exception {
        var comparison = new Comparison(tolerance);
        comparison.compare("", value, making.call());
        return comparison.replay(name);
    }

    /** Whether nothing differed; not where something could not be compared and no number was. */
    public boolean isSame() {
        return different == 0 && (numbers > 0 || notCompared.isEmpty());
    }

    @Override
    public String toString() {
        var compared = String.format(Locale.ROOT, "%,d numbers compared", numbers);
        var to = tolerance == 0 ? "to the last bit" : "to within " + tolerance;
        var text = new StringBuilder(name)
                .append(": made again, ")
                .append(isSame() ? "the same " : different > 0 ? "not the same " : "not known to be the same ")
                .append(to + ", " + compared);
        if (different > 0) {
            text.append(", ").append(different).append(different == 1 ? " difference" : " differences");
            text.append(largest > 0 ? ", the largest " + largest : "");
            differences.forEach(each -> text.append("\n  ").append(each));
        }
        if (!notCompared.isEmpty()) {
            text.append("\nnot compared: ").append(String.join(", ", notCompared));
        }
        return text.toString();
    }

    @Override
    public String toHtml() {
        return "<pre>" + Html.escape(this) + "</pre>";
    }
}
