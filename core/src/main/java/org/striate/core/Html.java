package org.striate.core;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/** The few pieces of HTML from which {@link Showable#toHtml()} is written. */
public final class Html {

    /** Rows that a table shows at most. */
    public static final int MOST_ROWS = 10;

    private Html() {}

    /** Text made safe to stand between tags or in a quoted attribute. */
    public static String escape(Object text) {
        return String.valueOf(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /**
     * A table with a caption; from more than ten rows it shows the first ten and says how many there are.
     *
     * @param caption what the table shows
     * @param header column names
     * @param rows one list of cells a row, each as long as the header
     */
    public static String table(String caption, List<String> header, List<? extends List<?>> rows) {
        return table(caption, header, rows.size(), rows::get);
    }

    /** The same with all rows, where each is looked up by its name. */
    public static String wholeTable(String caption, List<String> header, List<? extends List<?>> rows) {
        return table(caption, header, rows.size(), rows.size(), rows::get);
    }

    /**
     * The same of rows that are made when they are shown.
     *
     * @param count how many rows there are
     * @param row the cells of the row of an index
     */
    public static String table(String caption, List<String> header, int count, IntFunction<? extends List<?>> row) {
        return table(caption, header, count, Math.min(MOST_ROWS, count), row);
    }

    private static String table(
            String caption, List<String> header, int count, int shown, IntFunction<? extends List<?>> row) {
        var html = new StringBuilder("<table><caption>").append(escape(caption));
        if (count > shown) {
            html.append(" (first ").append(shown).append(" of ").append(count).append(')');
        }
        html.append("</caption><thead><tr>");
        header.forEach(name -> html.append("<th>").append(escape(name)).append("</th>"));
        html.append("</tr></thead><tbody>");
        for (int i = 0; i < shown; i++) {
            html.append("<tr>");
            row.apply(i)
                    .forEach(cell ->
                            html.append("<td>").append(escape(rounded(cell))).append("</td>"));
            html.append("</tr>");
        }
        return html.append("</tbody></table>").toString();
    }

    /** Numbers to four digits, or all before the point: a table is to be read, and an identifier to be found again. */
    private static Object rounded(Object cell) {
        if (!(cell instanceof Double number) || !Double.isFinite(number)) {
            return cell;
        }
        double size = Math.abs(number);
        if (size != 0 && size < 1e-4 || size >= 1e15) {
            return new DecimalFormat("0.###E0", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(number);
        }
        var exact = new BigDecimal(number);
        return (size < 1000 ? exact.round(new MathContext(4)) : exact.setScale(0, RoundingMode.HALF_UP))
                .stripTrailingZeros()
                .toPlainString();
    }

    /** The origin of a result, folded away below it. */
    public static String origin(Origin origin) {
        return "<details><summary>origin</summary><pre>" + escape(origin) + "</pre></details>";
    }
}
