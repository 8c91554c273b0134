"""Drives the kernel by Python's Jupyter client; prints one line for each fact that does not hold."""
import os, queue, sys, time, json, tempfile

folder = tempfile.mkdtemp()
os.makedirs(folder + "/kernels/striate")
spec = {"argv": sys.argv[1:] + ["{connection_file}"], "display_name": "x", "language": "java", "interrupt_mode": "message"}
json.dump(spec, open(folder + "/kernels/striate/kernel.json", "w"))
os.environ["JUPYTER_PATH"] = folder
PATIENCE = 1200  # seconds: what never comes fails, not what a slow machine is late with

from jupyter_client.manager import start_new_kernel

manager, client = start_new_kernel(kernel_name="striate", startup_timeout=PATIENCE)


def run(code, **options):
    outputs = []
    wanted = ("stream", "execute_result", "display_data", "update_display_data", "error", "execute_input")
    hook = lambda m: outputs.append((m["msg_type"], m["content"])) if m["msg_type"] in wanted else None
    reply = client.execute_interactive(code, output_hook=hook, timeout=PATIENCE, allow_stdin=False, **options)
    return reply["content"], outputs


def streams(out, name="stdout"):
    return "".join(c["text"] for k, c in out if k == "stream" and c["name"] == name)


def fact(name, holds, seen=""):
    print(("ok   " if holds else "FAIL ") + name, "" if holds else repr(seen)[:500])


greeting = client.kernel_info(reply=True, timeout=PATIENCE)
info = greeting["content"]
own = greeting["header"]["session"]
while True:  # on a slow machine the client has asked more than once
    try:
        client.get_shell_msg(timeout=1)
    except Exception:
        break
fact("kernelInfoHasStatusAndLanguage", info.get("status") == "ok" and info["language_info"]["name"] == "java", info)

fact("sessionIsTheKernelsOwn", own not in ("", client.session.session)
     and greeting["parent_header"]["session"] == client.session.session, greeting)
client.execute("1", silent=True)
sessions = {client.get_iopub_msg(timeout=PATIENCE)["header"]["session"] for _ in range(2)} | {client.get_shell_msg(timeout=PATIENCE)["header"]["session"]}
fact("sessionIsOneForAllThatTheKernelSends", sessions == {own}, (sessions, own))

reply, out = run("6 * 7")
fact("valueIsAResult", ("execute_result", "42") in [(k, c.get("data", {}).get("text/plain")) for k, c in out], out)
count = reply["execution_count"]

reply, out = run("for (int i = 0; i < 20000; i++) System.out.println(i); System.err.println(\"größe\");")
text = streams(out)
fact("noLineIsLostOrOutOfOrder", text == "".join("%d\n" % i for i in range(20000)), len(text))
fact("errorStreamIsApart", streams(out, "stderr") == "größe\n", out[-3:])

reply, out = run('Thread t = new Thread(() -> System.out.println("from a thread")); t.start(); t.join();')
fact("threadsPrintUnderTheirCell", streams(out) == "from a thread\n", out)

reply, out = run('var id = display("<b>x</b>", "text/html"); updateDisplay(id, "two");')
kinds = [k for k, c in out if k != "execute_input"]
fact("displayAndUpdate", kinds == ["display_data", "update_display_data"], out)
ids = [c["transient"]["display_id"] for k, c in out if "transient" in c]
fact("sameDisplayId", len(set(ids)) == 1, ids)

reply, out = run("Plots.stimuli(Stimuli.gratings())")
data = [c["data"] for k, c in out if k == "execute_result"][0]
fact("figureIsAPicture", data["image/png"].startswith("iVBOR") and "text/html" not in data, list(data))

reply, out = run('printf("%d of %s%n", 3, Preferences.class.getSimpleName());')
fact("ijavasFunctionsAndImportsAreThere", streams(out) == "3 of Preferences\n", (reply, out))

reply, out = run("int bad = 1 / 0;")
fact("errorIsReplied", reply["status"] == "error" and reply["ename"] == "ArithmeticException", reply)
fact("errorIsPublished", any(k == "error" and c["traceback"] for k, c in out), out)

before = run("1")[0]["execution_count"]
reply, out = run("2", silent=True)
after = run("3")[0]["execution_count"]
fact("silentPublishesNothingAndDoesNotCount", not out and after == before + 1, (out, before, after))

reply, out = run("int seven = 7;", user_expressions={"x": "seven", "y": "nothing"})
fact("userExpressions", reply["user_expressions"]["x"]["data"]["text/plain"] == "7"
     and reply["user_expressions"]["y"]["status"] == "error", reply)

# Cells that end when the kernel has received what stands behind them
gate = folder + "/gate"
waiting = 'while (!Files.exists(Path.of("%s"))) Thread.sleep(10);' % gate


def open_gate():
    client.kernel_info(reply=True, timeout=PATIENCE)  # which is answered while a cell runs, and in its turn
    open(gate, "w").close()


client.execute(waiting + " int boom = 1 / 0;")
client.execute("5")
open_gate()
statuses = [client.get_shell_msg(timeout=PATIENCE)["content"]["status"] for _ in range(2)]
fact("errorAbortsTheQueue", statuses == ["error", "aborted"], statuses)

os.remove(gate)
client.shell_channel.send(client.session.msg("execute_request", {"code": waiting, "user_expressions": {"x": {}}}))
client.execute("5")
open_gate()
statuses = [client.get_shell_msg(timeout=PATIENCE)["content"]["status"] for _ in range(2)]
fact("whatTheKernelItselfFailsAtAbortsTheQueueToo", statuses == ["error", "aborted"], statuses)

client.execute("long turns = 0; while (true) { if (turns++ == 0) System.out.println(\"begun\"); }")
while True:
    message = client.get_iopub_msg(timeout=PATIENCE)
    if message["msg_type"] == "stream":
        break
manager.interrupt_kernel()
reply = client.get_shell_msg(timeout=PATIENCE)["content"]
fact("interruptByMessage", reply["status"] == "error" and reply["ename"] == "Interrupted", reply)
first = run("turns", )[1]
second = run("turns")[1]
value = lambda out: [c["data"]["text/plain"] for k, c in out if k == "execute_result"]
fact("theLoopIsDeadAndItsVariableThere", value(first) == value(second) and int(value(first)[0]) > 0, (first, second))

reply = client.complete("Stimuli.gra", 11, reply=True, timeout=PATIENCE)["content"]
fact("completion", "gratings()" in reply["matches"] and reply["cursor_start"] == 8, reply)
reply = client.inspect("Math.max", 6, reply=True, timeout=PATIENCE)["content"]
fact("inspection", reply["found"] and "Math.max" in reply["data"]["text/plain"], reply)
reply = client.history(hist_access_type="tail", n=1, reply=True, timeout=PATIENCE)["content"]
fact("history", reply["history"][0][2] == "turns", reply)

# What a magic's options and values may be, of what this session has
os.makedirs(folder + "/kept")
open(folder + "/kept/weights.pth", "w").close()
run("%network tilt --size 16 --as loaded\n%stimuli gratings --orientations 2 --phases 1 --size 16 --as lines")
layers = ["conv1", "conv2", "dense", "logits"]
file = folder + "/kept/weights.pth"
for line, wanted in {
    "%activations loaded --of lines --layer ": layers,
    "var first = %activations loaded --of lines --layer ": layers,
    "%fit ridge --network loaded --stimuli lines --layer ": layers,
    "%%fit ridge\n  --network loaded\n  --layer ": layers,
    "%lesion --layer ": layers,
    "%dream loaded --layer ": layers,
    "%prune loaded --layers conv1,": ["conv1," + layer for layer in layers],
    "%train loaded --frozen ": layers,
    "%train loaded --on lines --label ori": ["orientation"],
    "%tuning acts --stimuli lines --along spat": ["spatialFrequency"],
    "%recording kriege": ["kriegeskorte2008"],
    "%recording freemanziemba2013 --part ": ["benchmark", '"time bins"'],
    "%data fetch kay": ["kay2008"],
    "%stimuli recording --from maj": ["majajhong2015"],
    "%stimuli folder --from " + folder + "/kep": [folder + "/kept/"],
    "%network tilt --weights " + folder + "/kept/w": [file],
    "%restore " + folder + "/kept/w": [file],
    "%load " + folder + "/kept/w": [file],
    "%classpath " + folder + "/kept/w": [file],
}.items():
    reply = client.complete(line, len(line), reply=True, timeout=PATIENCE)["content"]
    fact("completionOf " + line.replace("\n", " "), reply["matches"] == wanted, reply)

client.session.key = b"another key"
client.execute("9")
client.session.key = manager.session.key
reply, out = run("10")
fact("wrongSignatureIsNotAnswered", value(out) == ["10"], out)


# What a cell prints late, from elsewhere, or through others
def await_iopub(holds):
    end = time.time() + PATIENCE
    while time.time() < end:
        try:
            message = client.get_iopub_msg(timeout=PATIENCE)
        except queue.Empty:
            return None
        if holds(message):
            return message


def printed(code, expected):
    """What a cell prints, until it is all there, in however many messages."""
    message_id = client.execute(code)
    text = []
    def is_all(m):
        if m["msg_type"] == "stream" and m["parent_header"]["msg_id"] == message_id:
            text.append(m["content"]["text"])
        return "".join(text) == expected
    await_iopub(is_all)
    client.get_shell_msg(timeout=PATIENCE)
    return "".join(text)


text = printed('new ProcessBuilder("echo", "from a child").inheritIO().start().waitFor();', "from a child\n")
fact("childPrintsUnderTheCell", text == "from a child\n", text)
text = printed('var twice = new ProcessBuilder("echo", "again").inheritIO();\ntwice.start().waitFor();\ntwice.start().waitFor();', "again\nagain\n")
fact("childStartedAgainPrintsToo", text == "again\nagain\n", text)
reply, out = run('java.util.logging.Logger.getLogger("a").warning("logged");')
fact("loggingArrives", "WARNING: logged" in streams(out, "stderr"), out)
reply, out = run('var late = new CountDownLatch(1); new Thread(() -> { try { late.await(); } catch (InterruptedException e) {} System.out.println("late"); }).start();')
message_id = client.execute("late.countDown();")
late = []  # it may come in several messages
def all_is_there(m):
    late.extend([m] if m["msg_type"] == "stream" else [])
    return "".join(m["content"]["text"] for m in late) == "late\n"
message = await_iopub(all_is_there)
fact("lateOutputArrivesUnderItsOwnCell",
     message and all(m["parent_header"]["msg_id"] != message_id for m in late), late)
client.get_shell_msg(timeout=PATIENCE)
reply, out = run('var t7 = new Thread(() -> { throw new IllegalStateException("boom"); }, "t7");\nt7.start();\nt7.join();')
fact("threadThatThrowsSaysWhereItDid", "thread t7 ended" in streams(out, "stderr") and "line 1" in streams(out, "stderr"), out)

# Values that cannot be shown
run('class Bad { public String toString() {\n throw new IllegalStateException("no text"); } }')
reply, out = run("new Bad()")
fact("errorWhileShowingIsAnError", reply["status"] == "error" and "no text" in reply["evalue"]
     and any("line 2" in line for line in reply["traceback"]), reply)
run('class Worse { public String toString() { throw new AssertionError("worse"); } }')
reply, out = run("display(new Worse());")
fact("anErrorInToString", reply["status"] == "error" and reply["ename"] == "AssertionError", reply)
fact("nextCellRuns", run("1 + 1")[0]["status"] == "ok")

# Input
def typed(code, answer, allow=True):
    message_id = client.execute(code, allow_stdin=allow)
    if answer is not None:
        asked = client.get_stdin_msg(timeout=PATIENCE)["content"]
        client.input(answer)
    else:
        asked = None
    while True:
        reply = client.get_shell_msg(timeout=PATIENCE)
        if reply["parent_header"]["msg_id"] == message_id:
            return asked, reply["content"]


asked, reply = typed('var name = input("who? ");', "größe")
fact("inputAsks", asked == {"prompt": "who? ", "password": False} and run("name")[1][-1][1]["data"]["text/plain"] == "größe", asked)
asked, reply = typed('var secret = password("key ");', "x")
fact("passwordIsHidden", asked["password"] is True, asked)
asked, reply = typed("var line = new Scanner(System.in).nextLine();", "typed")
fact("systemInAsksToo", run("line")[1][-1][1]["data"]["text/plain"] == "typed", reply)
asked, reply = typed('input("x");', None, allow=False)
fact("inputThatIsNotAllowedSaysSo", reply["status"] == "error" and "takes none" in reply["evalue"], reply)
asked, reply = typed("new Scanner(System.in).nextLine()", None, allow=False)
fact("scannerSaysSoToo", reply["status"] == "error" and "takes none" in reply["evalue"], reply)

# Comms and clear_output
reply, out = run('org.striate.kernel.Comm.target("echo", c -> c.onMessage(m -> c.send(Map.of("again", m.get("x")))));')
fact("targetIsSet", reply["status"] == "ok", reply)
def comm(type, content):
    message = client.session.msg(type, content)
    client.shell_channel.send(message)
    return message
comm("comm_open", {"comm_id": "c1", "target_name": "echo", "data": {}})
comm("comm_msg", {"comm_id": "c1", "data": {"x": "hello"}})
message = await_iopub(lambda m: m["msg_type"] == "comm_msg")
fact("commAnswers", message and message["content"] == {"comm_id": "c1", "data": {"again": "hello"}}, message)
info = client.comm_info(reply=True, timeout=PATIENCE)["content"]
fact("commIsListed", info["comms"] == {"c1": {"target_name": "echo"}}, info)
comm("comm_msg", {"comm_id": "c1", "data": {"x": {"none": None, "whole": 3, "part": 0.5}}})
message = await_iopub(lambda m: m["msg_type"] == "comm_msg")
seen = message and json.dumps(message["content"]["data"])
fact("commKeepsNullsAndWholeNumbers", seen == '{"again": {"none": null, "whole": 3, "part": 0.5}}', seen)
reply, out = run('org.striate.kernel.Comm.open("dial", Map.of("x", Double.NaN));')
fact("commRefusesWhatJsonCannotHold", reply["ename"] == "BadInput" and "comm dial" in reply["evalue"], reply)
comm("comm_close", {"comm_id": "c1", "data": {}})
comm("comm_open", {"comm_id": "c2", "target_name": "nobody", "data": {}})
message = await_iopub(lambda m: m["msg_type"] == "comm_close")
fact("unknownTargetIsClosed", message and message["content"]["comm_id"] == "c2", message)
info = client.comm_info(reply=True, timeout=PATIENCE)["content"]
fact("closedCommsAreGone", info["comms"] == {}, info)
client.execute("display(1); clearOutput(true);")
message = await_iopub(lambda m: m["msg_type"] == "clear_output")
fact("clearOutput", message and message["content"] == {"wait": True}, message)
client.get_shell_msg(timeout=PATIENCE)

# Magics that show, and history
reply, out = run("%%html\n<i>x</i>")
fact("htmlMagic", [c["data"]["text/html"] for k, c in out if k == "execute_result"] == ["<i>x</i>"], out)
before = run("1")[0]["execution_count"]
reply, out = run("22 + 1", store_history=False)
after = run("3")[0]["execution_count"]
fact("unstoredCellShowsButDoesNotCount", value(out) == ["23"] and after == before + 1, (out, before, after))
reply = client.history(hist_access_type="search", pattern="22*", reply=True, timeout=PATIENCE)["content"]
fact("unstoredCellIsNotInTheHistory", reply["history"] == [], reply)
reply = client.history(hist_access_type="range", session=0, start=1, stop=2, output=True, reply=True, timeout=PATIENCE)["content"]
fact("historyWithOutput", reply["history"][0][1:] == [1, ["6 * 7", "42"]], reply)

# While a cell runs
client.execute('var go = new CountDownLatch(1); System.out.println("begun"); go.await();')
await_iopub(lambda m: m["msg_type"] == "stream")
reply = client.complete("Stimuli.gra", 11, reply=True, timeout=PATIENCE)["content"]
fact("completionAnswersWhileACellRuns", "gratings()" in reply["matches"] and reply["metadata"]["_jupyter_types_experimental"][0]["type"] == "function", reply)
message = client.session.msg("kernel_info_request", {})
client.control_channel.send(message)
reply = client.get_control_msg(timeout=PATIENCE)
fact("controlAnswersWhileACellRuns", reply["msg_type"] == "kernel_info_reply", reply)
end = time.time() + PATIENCE
beats = client.hb_channel.is_beating()
while not beats and time.time() < end:
    time.sleep(0.1)
    beats = client.hb_channel.is_beating()
fact("heartbeatBeats", beats)
manager.interrupt_kernel()
reply = client.get_shell_msg(timeout=PATIENCE)["content"]
fact("waitingIsInterrupted", reply["ename"] == "Interrupted", reply)

# Hostile
def raw(parts, sign=True):
    session = client.session
    signature = session.sign(parts) if sign else b"0" * 64
    client.shell_channel.socket.send_multipart([b"<IDS|MSG>", signature] + parts)
header = json.dumps({"msg_id": "m1", "msg_type": "execute_request", "session": "s", "username": "u", "date": "2026-01-01T00:00:00Z", "version": "5.3"}).encode()
raw([b"{not json", b"{}", b"{}", b"{}"])
raw([b"[1]", b"{}", b"{}", b"{}"])
raw([b"{}", b"{}", b"{}", b"{}"])
raw([header, b"{}", b"{}", b"[" * 200000])
raw([header, b"{}", b"{}", json.dumps({"code": 7, "silent": "what"}).encode()])
raw([header.replace(b"execute_request", b"no_such_request").replace(b"m1", b"m2"), b"{}", b"{}", b"{}"])
raw([b"x"], sign=False)
while True:
    try:
        client.get_shell_msg(timeout=1)
    except Exception:
        break
reply, out = run("10")
fact("malformedMessagesAreSurvived", value(out) == ["10"], out)
reply, out = run("int down(int n) { return 1 + down(n + 1); }\ndown(0)")
fact("deepRecursionIsAnError", reply["ename"] == "StackOverflowError" and any("line 1" in l for l in reply["traceback"]), reply["traceback"][:3])
reply, out = run("var all = new ArrayList<long[]>(); while (true) all.add(new long[1 << 22]);")
fact("fullHeapIsAnError", reply["ename"] == "OutOfMemoryError" and any("%reset" in l for l in reply["traceback"]), reply)
reply, out = run("all = null; 5")
fact("fullHeapCanBeEmptied", value(out) == ["5"], (reply, out))
run("System.out.close();")
reply, out = run('System.out.println("open");')
fact("closedOutputGoesOn", streams(out) == "open\n", out)
reply, out = run("for (int i = 0; i < 1_000_000; i++) System.out.println(i);")
fact("aMillionLinesArriveInOrder", streams(out) == "".join("%d\n" % i for i in range(1_000_000)), len(streams(out)))


def interrupted(code):
    client.execute(code)
    await_iopub(lambda m: m["msg_type"] == "stream" and "begun" in m["content"]["text"])
    start = time.time()
    manager.interrupt_kernel()
    reply = client.get_shell_msg(timeout=PATIENCE)["content"]
    return reply, time.time() - start


run("var never = new java.util.concurrent.locks.ReentrantLock(); var holder = new Thread(never::lock); holder.start(); holder.join();")
reply, took = interrupted('System.out.println("begun"); never.lock();')
fact("lockThatIsNeverReleasedIsInterrupted", reply["ename"] == "Interrupted" and took < 20, (reply, took))
run("var a = new Object(); var b = new Object(); var both = new CyclicBarrier(2);")
run('void cross(Object x, Object y) { synchronized (x) { try { both.await(); } catch (Exception e) { throw new IllegalStateException(e); } System.out.println("begun"); synchronized (y) { } } }')
reply, took = interrupted('new Thread(() -> cross(b, a), "other").start(); cross(a, b);')
fact("deadlockIsInterrupted", reply["ename"] == "Interrupted" and took < 20, (reply, took))
fact("cellAfterADeadlockRuns", value(run("6 + 1")[1]) == ["7"])
reply, out = run("%threads")
fact("deadlockedThreadIsListed", any("other" in str(c) for k, c in out), out)
reply, out = run("System.setOut(new PrintStream(new ByteArrayOutputStream()));")
fact("replacedOutputIsSaid", "was replaced" in streams(out, "stderr"), out)
reply, out = run('System.out.println("back");')
fact("replacedOutputComesBack", streams(out) == "back\n", out)
reply, out = run("/*" + "x" * 50_000_000 + "*/ 4")
fact("hugeCellRuns", value(out) == ["4"], reply)
reply, out = run("var sum = " + " + ".join(["1"] * 6000) + "; sum")
fact("deepExpressionIsSurvived", value(out) == ["6000"] or reply["status"] == "error", reply)
fact("nextCellRunsAfterAllThat", run("1 + 1")[0]["status"] == "ok")

manager.restart_kernel(now=False)
client.wait_for_ready(timeout=PATIENCE)
reply, out = run("seven")
fact("restartForgets", reply["status"] == "error", reply)
fact("restartHasASessionOfItsOwn", client.kernel_info(reply=True, timeout=PATIENCE)["header"]["session"] not in ("", own))
reply = client.history(hist_access_type="search", pattern="int seven*", reply=True, timeout=PATIENCE)["content"]
fact("historyFindsCellsOfEarlierSessions", [h[2] for h in reply["history"]] == ["int seven = 7;"], reply)
run("6 * 7")
reply = client.history(hist_access_type="search", pattern="6 ? 7", unique=True, output=True, reply=True, timeout=PATIENCE)["content"]
fact("historySearchIsUniqueAndGivesTheLatest", [h[2] for h in reply["history"]] == [["6 * 7", "42"]]
     and reply["history"][0][0] == 2, reply)

# The end, by a cell and by the parent's death
client.execute('System.out.println("last words"); System.exit(3);')
message = await_iopub(lambda m: m["msg_type"] == "stream" and m["content"]["text"].startswith("last words"))
fact("lastWordsBeforeAnExitArrive", message, message)
reply = client.get_shell_msg(timeout=PATIENCE)["content"]
fact("exitIsSaid", reply["ename"] == "SystemExit", reply)
manager.provisioner.process.wait(PATIENCE)
fact("exitEndsTheKernelWithItsCode", manager.provisioner.process.returncode == 3, manager.provisioner.process.returncode)
client.stop_channels()

import subprocess
from jupyter_client.manager import KernelManager
parent = subprocess.Popen(["sleep", "1000"])
os.environ["JPY_PARENT_PID"] = str(parent.pid)
manager = KernelManager(kernel_name="striate", transport="ipc", ip=folder + "/socket")
manager.start_kernel(independent=True)
client = manager.client()
client.start_channels()
client.wait_for_ready(timeout=PATIENCE)
fact("ipcTransport", value(run("6 * 7")[1]) == ["42"])
parent.kill()
parent.wait()
del os.environ["JPY_PARENT_PID"]
try:
    manager.provisioner.process.wait(PATIENCE)
    fact("orphanEnds", True)
except Exception as e:
    fact("orphanEnds", False, e)
    manager.shutdown_kernel(now=True)
client.stop_channels()


# The beginning: whoever listens before the kernel binds its socket may still be late, so that it is tried again
import zmq


def states():
    starter = KernelManager(kernel_name="striate")
    starter.start_kernel()
    listener = zmq.Context.instance().socket(zmq.SUB)
    listener.reconnect_ivl = 1
    listener.subscribe(b"")
    listener.connect("tcp://127.0.0.1:%d" % starter.iopub_port)
    asking = starter.client()
    asking.start_channels()
    asking.wait_for_ready(timeout=PATIENCE)
    last = asking.kernel_info()
    heard, ended = [], False
    while not ended and listener.poll(5000):
        message = starter.session.deserialize(starter.session.feed_identities(listener.recv_multipart())[1])
        heard.append((message["content"].get("execution_state"), message["parent_header"]))
        ended = heard[-1][0] == "idle" and message["parent_header"]["msg_id"] == last
    asking.stop_channels()
    listener.close()
    starter.shutdown_kernel(now=True)
    return heard


for _ in range(20):
    heard = states()
    if heard and heard[0][0] == "starting":
        break
fact("startingIsSaidOnceAndFirst", heard[:1] == [("starting", {})] and [state for state, parent in heard].count("starting") == 1, heard)
print("done")
