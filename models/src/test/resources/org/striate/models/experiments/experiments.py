"""Writes a small network, and what PyTorch makes of it with a hook for a lesion and with gradient ascent.

usage: experiments.py FOLDER; reads start.npy and the waves in down.npy, across.npy, amplitudes.npy from it
"""
import sys

import numpy as np
import torch
from torch import nn

folder = sys.argv[1]
torch.manual_seed(3)
net = nn.Sequential(
    nn.Conv2d(1, 8, 5, padding=2),
    nn.ReLU(),
    nn.MaxPool2d(2),
    nn.Conv2d(8, 8, 3, padding=1),
    nn.ReLU(),
    nn.Flatten(),
    nn.Linear(8 * 6 * 7, 5),
).eval()
torch.save(net.state_dict(), folder + "/net.pth")
images = torch.rand(6, 1, 12, 14)
np.save(folder + "/images.npy", images.numpy())
torch.jit.trace(net, images[:1]).save(folder + "/net.pt")


def silence(module, inputs, output):
    output = output.clone()
    output[:, [2, 5]] = 0
    return output


def clamp(module, inputs, output):
    output = output.clone()
    output[:, 1, 3, 4] = 0.25
    return output


hooks = [net[1].register_forward_hook(silence), net[3].register_forward_hook(clamp)]
with torch.no_grad():
    np.save(folder + "/lesioned.npy", net(images).numpy())
for hook in hooks:
    hook.remove()

# Ascent of channel 3 of layer "4" over waves, with total variation.
down, across, amplitudes, start = (
    torch.tensor(np.load(folder + "/" + name + ".npy"), dtype=torch.float32)
    for name in ("down", "across", "amplitudes", "start")
)
numbers = start.clone().requires_grad_(True)
adam = torch.optim.Adam([numbers], lr=0.05)
for step in range(10):
    pixels = torch.sigmoid(down @ (amplitudes * numbers) @ across)
    image = pixels[None, None]
    value = net[:5](image)[0, 3].mean()
    right = torch.zeros_like(pixels)
    right[:, :-1] = pixels[:, 1:] - pixels[:, :-1]
    below = torch.zeros_like(pixels)
    below[:-1] = pixels[1:] - pixels[:-1]
    rough = torch.sqrt(right**2 + below**2 + 1e-8).mean()
    adam.zero_grad()
    (-(value - 0.3 * rough)).backward()
    adam.step()
pixels = torch.sigmoid(down @ (amplitudes * numbers) @ across)
np.save(folder + "/dream.npy", pixels.detach().numpy())
