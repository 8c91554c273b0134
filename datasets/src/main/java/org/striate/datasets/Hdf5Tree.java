package org.striate.datasets;

import io.jhdf.FractalHeap;
import io.jhdf.HdfFile;
import io.jhdf.ObjectHeader;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Link;
import io.jhdf.api.Node;
import io.jhdf.btree.BTreeV2;
import io.jhdf.btree.record.LinkNameForIndexedGroupRecord;
import io.jhdf.links.ExternalLink;
import io.jhdf.object.message.LinkInfoMessage;
import io.jhdf.object.message.LinkMessage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The groups and data sets of an open HDF5 file. Every object is visited once, so that a cycle of links ends; a link to
 * another file is as good as absent.
 */
record Hdf5Tree(HdfFile root) {

    /** Path to data set; the children of a group in the order they were made in, where the file keeps it. */
    Map<String, Dataset> dataSets() {
        var dataSets = new LinkedHashMap<String, Dataset>();
        nodes().forEach((path, node) -> {
            if (node instanceof Dataset dataSet) {
                dataSets.put(path, dataSet);
            }
        });
        return dataSets;
    }

    /** Path to group or data set, a group before what it holds. */
    Map<String, Node> nodes() {
        var found = new LinkedHashMap<String, Node>();
        collect(root, "", new HashSet<>(Set.of(root.getAddress())), found);
        return found;
    }

    private void collect(Group group, String prefix, Set<Long> visited, Map<String, Node> found) {
        for (var child : children(group)) {
            var path = prefix + child.getName();
            var node = target(child);
            if (node.isPresent() && node.get() instanceof Dataset dataSet) {
                found.put(path, dataSet);
            } else if (node.isPresent() && node.get() instanceof Group inner && visited.add(inner.getAddress())) {
                found.put(path, inner);
                collect(inner, path + "/", visited, found);
            }
        }
    }

    /** The object at a path. */
    Optional<Node> find(String path) {
        Optional<Node> node = Optional.of(root);
        for (var name : path.split("/")) {
            if (!name.isEmpty()) {
                node = node.filter(Group.class::isInstance)
                        .map(n -> ((Group) n).getChildren().get(name))
                        .flatMap(this::target);
            }
        }
        return node;
    }

    private Optional<Node> target(Node node) {
        if (!(node instanceof Link link)) {
            return Optional.of(node);
        }
        if (link instanceof ExternalLink || link.isBrokenLink()) {
            return Optional.empty();
        }
        var target = link.getTarget();
        // A soft link may lead to a link once more; a chain that does not end here is given up.
        return target instanceof Link ? Optional.empty() : Optional.of(target);
    }

    /** In the order of making, which the library does not keep for groups of more than eight children. */
    List<Node> children(Group group) {
        var children = new ArrayList<>(group.getChildren().values());
        if (group.isLinkCreationOrderTracked()) {
            var order = creationOrder(group);
            children.sort(Comparator.comparing(node -> order.getOrDefault(node.getName(), Long.MAX_VALUE)));
        }
        return children;
    }

    private Map<String, Long> creationOrder(Group group) {
        var storage = root.getHdfBackingStorage();
        var header = ObjectHeader.readObjectHeader(storage, group.getAddress());
        var order = new LinkedHashMap<String, Long>();
        header.getMessagesOfType(LinkMessage.class)
                .forEach(link -> order.put(link.getLinkName(), link.getCreationOrder()));
        var info = header.getMessageOfType(LinkInfoMessage.class);
        if (order.isEmpty() && info.getBTreeNameIndexAddress() >= 0) {
            var heap = new FractalHeap(storage, info.getFractalHeapAddress());
            var tree = new BTreeV2<LinkNameForIndexedGroupRecord>(storage, info.getBTreeNameIndexAddress());
            for (var record : tree.getRecords()) {
                var link = LinkMessage.fromBuffer(heap.getId(record.getId()), storage.getSuperblock());
                order.put(link.getLinkName(), link.getCreationOrder());
            }
        }
        return order;
    }
}
