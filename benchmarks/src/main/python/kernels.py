"""Times Jupyter kernels by the real client, each against ipykernel in the same run.

    /usr/bin/python3 kernels.py NAME=COMMAND [NAME=COMMAND ..] [--only start,cells,lines,complete,interrupt] [--json FILE]

COMMAND is a kernel's argv without the connection file, such as
    striate="java -cp 'kernel-ext/target/striate/lib/*' org.striate.kernel.KernelMain"
With --flat N it runs N cells in one session of the first kernel and prints heap and metaspace on the way.
"""
import argparse, json, os, shlex, statistics, sys, tempfile, time

from jupyter_client.manager import start_new_kernel

LOOPS = {
    "busy loop": "long turns = 0; while (true) { turns++; }",
    "swallowing loop": "long kept = 0; while (true) { try { kept++; Thread.sleep(1); } catch (Throwable t) { } }",
    "sleep": "Thread.sleep(1_000_000);",
    "training": 'var trained = Networks.objectNet(32, 32, 1).train(Stimuli.gratings().orientations(32).phases(32).size(32), '
                '"orientation", Training.withDefaults().epochs(100_000));',
    "ridge fit": "EncodingModel.ridge().scoreLayers(new PixelModel(32), lines, cells, Folds.of(500, 1));",
    "library loop": "LongStream.range(0, Long.MAX_VALUE).asDoubleStream().map(Math::sqrt).sum();",
}


def install(kernels):
    folder = tempfile.mkdtemp()
    for name, argv in kernels.items():
        os.makedirs(f"{folder}/kernels/{name}")
        spec = {"argv": argv + (["{connection_file}"] if "{connection_file}" not in argv else []),
                "display_name": name, "language": "java", "interrupt_mode": "message"}
        if name == "ipykernel":
            spec["interrupt_mode"] = "signal"
        with open(f"{folder}/kernels/{name}/kernel.json", "w") as file:
            json.dump(spec, file)
    os.environ["JUPYTER_PATH"] = folder
    os.environ["STRIATE_HISTORY"] = "off"


class Session:
    def __init__(self, name):
        self.python = name == "ipykernel"
        start = time.perf_counter()
        self.manager, self.client = start_new_kernel(kernel_name=name, startup_timeout=120)
        self.ready = time.perf_counter() - start

    def run(self, code, timeout=100):
        outputs = []
        start = time.perf_counter()
        reply = self.client.execute_interactive(code, output_hook=outputs.append, timeout=timeout, allow_stdin=False)
        took = time.perf_counter() - start
        return took, reply["content"], outputs

    def value(self, code):
        return next(m["content"]["data"]["text/plain"] for m in self.run(code)[2] if m["msg_type"] == "execute_result")

    def end(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


def start(name, rounds):
    ready, first = [], []
    for _ in range(rounds):
        session = Session(name)
        ready.append(session.ready)
        first.append(session.run("1 + 1")[0])
        session.end()
    return {"ready s": statistics.median(ready), "first cell ms": 1e3 * statistics.median(first)}


def cells(session, count=200):
    for i in range(40):
        session.run(f"{i} + {i}")
    return {"trivial cell ms": 1e3 * statistics.median(session.run(f"{i} + 1")[0] for i in range(count))}


def lines(session, count=100_000):
    code = (f"for i in range({count}): print(i)" if session.python
            else f"for (int i = 0; i < {count}; i++) System.out.println(i);")
    took, _, outputs = session.run(code)
    text = "".join(m["content"]["text"] for m in outputs if m["msg_type"] == "stream")
    assert text == "".join(f"{i}\n" for i in range(count)), "lines lost or out of order"
    return {f"{count} lines s": took}


def complete(session, rounds=10):
    code = "import os\nos.pa" if session.python else "var text = \"\";\ntext.len"
    session.run("text = ''" if session.python else "var text = \"\";")
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        reply = session.client.complete(code, len(code), reply=True, timeout=30)
        times.append(time.perf_counter() - start)
    return {"completion ms": 1e3 * statistics.median(times), "first completion ms": 1e3 * times[0]}


# Made before the fit, so that the interrupt meets the fit and not the recording.
RECORDED = ("var lines = Stimuli.gratings().orientations(32).phases(32).size(32);\n"
            "var cells = SimulatedCortex.standard().record(lines, Region.V1, 4);")


def interrupt(session):
    found = {}
    if not session.python:
        session.run(RECORDED)
    for name, loop in ({"busy loop": "while True: pass"} if session.python else LOOPS).items():
        session.client.execute(("print('begun')\n" if session.python else 'System.out.println("begun");\n') + loop)
        while True:
            message = session.client.get_iopub_msg(timeout=60)
            if message["msg_type"] == "stream" and "begun" in message["content"]["text"]:
                break
        time.sleep(1.5 if name in ("training", "ridge fit") else 0.3)
        start = time.perf_counter()
        session.manager.interrupt_kernel()
        reply = session.client.get_shell_msg(timeout=60)["content"]
        found[f"interrupt {name} ms"] = 1e3 * (time.perf_counter() - start)
        assert reply["status"] == "error", reply
        session.run("1 + 1")
    return found


def flat(name, count):
    session = Session(name)
    memory = ('System.gc(); System.gc(); '
              'Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory() + " " + '
              'java.lang.management.ManagementFactory.getMemoryPoolMXBeans().stream()'
              '.filter(p -> p.getName().equals("Metaspace")).findFirst().get().getUsage().getUsed()')
    for i in range(count):
        session.run([f"{i} + 1", f"int x = {i};", "System.out.println(x);", "var list = List.of(x, 2);\nlist.size()",
                     f"int twice(int n) {{ return 2 * n + {i} * 0; }}\ntwice(x)"][i % 5])
        if (i + 1) % (count // 5) == 0:
            heap, meta = session.value(memory).strip('"').split()
            print(f"{i + 1} cells: heap {int(heap) / 1e6:.1f} MB, metaspace {int(meta) / 1e6:.1f} MB", flush=True)
    session.end()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kernels", nargs="+")
    parser.add_argument("--only", default="start,cells,lines,complete,interrupt")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--flat", type=int, default=0)
    parser.add_argument("--json")
    options = parser.parse_args()
    kernels = {"ipykernel": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]}
    kernels.update((k.split("=", 1)[0], shlex.split(k.split("=", 1)[1])) for k in options.kernels)
    install(kernels)
    if options.flat:
        flat(list(kernels)[1], options.flat)
        return
    wanted = options.only.split(",")
    results = {name: {} for name in kernels}
    for name in kernels:
        if "start" in wanted:
            results[name].update(start(name, options.rounds))
        session = Session(name)
        for what in (cells, lines, complete, interrupt):
            if what.__name__ in wanted:
                results[name].update(what(session))
                print("#", name, results[name], flush=True)  # what was measured before anything fails
        session.end()
    for what in dict.fromkeys(key for found in results.values() for key in found):
        row = [f"{name} {found[what]:.2f}" + (f" ({found[what] / results['ipykernel'][what]:.2f} x)"
               if name != "ipykernel" and what in results["ipykernel"] else "")
               for name, found in results.items() if what in found]
        print(f"{what:32}", "   ".join(row))
    if options.json:
        with open(options.json, "w") as file:
            json.dump(results, file, indent=1)


main()
