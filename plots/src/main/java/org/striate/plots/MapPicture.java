package org.striate.plots;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.striate.core.Pictures;
import org.striate.core.StimulusSet;
import org.striate.core.charts.Cloud;

/** Points as pictures of the stimuli; where two would lie on each other, the later one stays a dot. */
record MapPicture(Cloud cloud, StimulusSet stimuli) {

    private static final int MOST = 400;

    Figure figure() {
        int n = cloud.xs().length;
        double side = n <= 30 ? 44 : n <= 100 ? 34 : 26;
        var places = new HashMap<String, Integer>();
        var ids = stimuli.ids();
        for (int i = 0; i < ids.size(); i++) {
            places.put(ids.get(i), i);
        }
        var dots = Drawing.plot(cloud).orElseThrow();
        var plot = new Plot(
                dots.title(),
                dots.xTitle(),
                dots.yTitle(),
                dots.x().padded(0.04),
                dots.y().padded(0.05),
                List.of(),
                false,
                0,
                dots.legend(),
                dots.series(),
                dots.under(),
                (canvas, x, y) -> paint(canvas, x, y, side, places));
        return Frame.figure(cloud.described() + " Thumbnails are the stimuli.", plot, Frame.WIDTH, 560);
    }

    private void paint(Canvas c, Scale x, Scale y, double side, Map<String, Integer> places) {
        var taken = new ArrayList<Rectangle2D>();
        var groups = cloud.groups().stream().distinct().toList();
        for (int i = 0; i < Math.min(MOST, cloud.xs().length); i++) {
            var place = places.get(cloud.names().get(i));
            double longer = Math.max(stimuli.width(), stimuli.height());
            double width = side * stimuli.width() / longer;
            double height = side * stimuli.height() / longer;
            double px = x.at(cloud.xs()[i]) - width / 2;
            double py = y.at(cloud.ys()[i]) - height / 2;
            var box = new Rectangle2D.Double(px, py, width, height);
            if (place == null || Double.isNaN(px + py) || taken.stream().anyMatch(box::intersects)) {
                continue;
            }
            taken.add(box);
            c.image(Pictures.rgb(Pictures.of(stimuli, place)), px, py, width, height, false);
            if (groups.size() > 1) {
                int group = groups.indexOf(cloud.groups().get(i));
                c.draw(box, 2, c.theme().colour(group));
                c.point(group, px, py, 5, 255); // its shape, in the corner
            }
        }
    }
}
