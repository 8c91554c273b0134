package org.striate.core.charts;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Names that are told apart, for series that would be taken for one. */
public final class Apart {

    private Apart() {}

    /** The names, those that come again with a number behind: {@code conv, conv (2)}. */
    public static List<String> of(List<String> names) {
        var taken = new HashSet<String>();
        var apart = new ArrayList<String>();
        for (var name : names) {
            var own = name;
            for (int again = 2; !taken.add(own); again++) {
                own = name + " (" + again + ")";
            }
            apart.add(own);
        }
        return apart;
    }
}
