"""All layers of a network at full width, by PyTorch's hooks or by THINGSvision, on the inputs of the peer harness.

    PYTHONPATH=PEERS:THINGSVISION /usr/bin/python3 full_width.py --peer thingsvision --mode files --inputs INPUTS --images 128

PEERS is the folder of wl_extract.py. In mode memory every layer ends as one array; in mode files as THINGSvision's
output_dir writes it, an array of some batches a file. Beside it: ExtractProgram INPUTS resnet18 files 128.
"""
import json, os, shutil, sys, tempfile, time

import common
import numpy as np


def thingsvision(net, names, batches, folder):
    from thingsvision import get_extractor_from_model
    extractor = get_extractor_from_model(model=net, device="cpu", backend="pt")
    return extractor.extract_features(batches=batches, module_names=names, flatten_acts=False, output_dir=folder)


def hooks(net, names, batches, folder):
    import torch
    kept = {name: [] for name in names}
    for name, module in net.named_modules():
        if name in kept:
            module.register_forward_hook(lambda m, i, out, name=name: kept[name].append(out.clone()))
    with torch.inference_mode():
        for number, batch in enumerate(batches):
            net(batch)
            if folder:
                for name, answers in kept.items():
                    os.makedirs(f"{folder}/{name}", exist_ok=True)
                    np.save(f"{folder}/{name}/{number}.npy", answers.pop().numpy())
    return None if folder else {name: torch.cat(answers).numpy() for name, answers in kept.items()}


class Batches:
    def __init__(self, images, size):
        import torch
        self.images, self.size, self.torch = images, size, torch
        self.mean = torch.tensor([0.485, 0.456, 0.406]).view(1, 3, 1, 1)
        self.deviation = torch.tensor([0.229, 0.224, 0.225]).view(1, 3, 1, 1)

    def __len__(self):
        return -(-len(self.images) // self.size)

    def __iter__(self):
        for start in range(0, len(self.images), self.size):
            pixels = self.torch.from_numpy(self.images[start:start + self.size]).permute(0, 3, 1, 2).float().div_(255)
            yield (pixels - self.mean) / self.deviation


def main():
    arguments = common.parser("extract", ["torch", "thingsvision"], "torch")
    arguments.add_argument("--net", default="resnet18", choices=["resnet18", "alexnet"])
    arguments.add_argument("--mode", default="memory", choices=["memory", "files"])
    arguments.add_argument("--images", type=int, default=128)
    a = common.finish_args(arguments)
    torch = common.need("torch")
    torch.set_num_threads(a.threads)
    folder = common.folder(a, "extract")
    net = getattr(common.torchvision().models, a.net)(weights=None)
    net.load_state_dict(torch.load(os.path.join(folder, a.net + ".pth"), weights_only=True))
    net.eval()
    names = [layer["name"] for layer in json.load(open(os.path.join(folder, a.net + "_layers.json"))).values()]
    batches = Batches(common.npy(folder, "images_u8_nhwc")[:a.images], 32)
    files = tempfile.mkdtemp() if a.mode == "files" else None
    said, sys.stdout = sys.stdout, sys.stderr  # THINGSvision prints
    cpu, start = common.cpu_now(), time.perf_counter()
    out = (thingsvision if a.peer == "thingsvision" else hooks)(net, names, batches, files)
    wall, cpu = time.perf_counter() - start, common.cpu_now() - cpu
    sys.stdout = said
    if files:
        shutil.rmtree(files)
    digests = {"layers": len(names), "images_per_s": len(batches.images) / wall}
    if out:
        digests["units"] = sum(int(np.prod(answers.shape[1:])) for answers in out.values())
    common.emit("extract", a, {"net": a.net, "mode": a.mode, "images": a.images}, wall, cpu, 0, digests, {})


if __name__ == "__main__":
    main()
