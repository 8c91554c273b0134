"""torchvision's networks with seeded weights, and what every module returned.

    write_networks.py FOLDER NET... --archives NET...

Writes x.npy, NET.pth and, for every module NAME, NET.NAME.npy: its last output, taken the moment it returned (a later in-place
module may overwrite it). Of the networks after --archives, NET.script.pt and NET.trace.pt too.
"""
import sys

import numpy as np
import torch
import torchvision

folder, names = sys.argv[1], sys.argv[2:]
archived = names[names.index("--archives") + 1 :]
names.remove("--archives")
x = torch.randn(2, 3, 96, 96, generator=torch.Generator().manual_seed(7))
np.save(folder + "/x.npy", x.numpy())
for name in names:
    torch.manual_seed(1)
    net = getattr(torchvision.models, name)(weights=None)
    generator = torch.Generator().manual_seed(2)
    for module in net.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.weight.data.uniform_(0.5, 1.5, generator=generator)
            module.bias.data.normal_(0, 0.2, generator=generator)
            module.running_mean.normal_(0, 0.2, generator=generator)
            module.running_var.uniform_(0.5, 1.5, generator=generator)
    net.eval()
    torch.save(net.state_dict(), f"{folder}/{name}.pth")
    if name in archived:
        torch.jit.script(net).save(f"{folder}/{name}.script.pt")
        torch.jit.trace(net, x).save(f"{folder}/{name}.trace.pt")
    seen = {}

    def hook(path):
        def keep(module, inputs, output):
            seen[path] = output.detach().clone()

        return keep

    for path, module in net.named_modules():
        if path:
            module.register_forward_hook(hook(path))
    with torch.no_grad():
        seen["output"] = net(x)
    for path, output in seen.items():
        np.save(f"{folder}/{name}.{path}.npy", output.numpy())
