"""Drives the kernel by Python's Jupyter client; prints one line for each fact that does not hold."""
import os, sys, time, json, tempfile

folder = tempfile.mkdtemp()
os.makedirs(folder + "/kernels/striate")
spec = {"argv": sys.argv[1:] + ["{connection_file}"], "display_name": "x", "language": "java", "interrupt_mode": "message"}
json.dump(spec, open(folder + "/kernels/striate/kernel.json", "w"))
os.environ["JUPYTER_PATH"] = folder

from jupyter_client.manager import start_new_kernel

manager, client = start_new_kernel(kernel_name="striate", startup_timeout=60)


def run(code, **options):
    outputs = []
    wanted = ("stream", "execute_result", "display_data", "update_display_data", "error", "execute_input")
    hook = lambda m: outputs.append((m["msg_type"], m["content"])) if m["msg_type"] in wanted else None
    reply = client.execute_interactive(code, output_hook=hook, timeout=60, allow_stdin=False, **options)
    return reply["content"], outputs


def fact(name, holds, seen=""):
    print(("ok   " if holds else "FAIL ") + name, "" if holds else repr(seen)[:500])


info = client.kernel_info(reply=True, timeout=30)["content"]
fact("kernelInfoHasStatusAndLanguage", info.get("status") == "ok" and info["language_info"]["name"] == "java", info)

reply, out = run("6 * 7")
fact("valueIsAResult", ("execute_result", "42") in [(k, c.get("data", {}).get("text/plain")) for k, c in out], out)
count = reply["execution_count"]

reply, out = run("for (int i = 0; i < 20000; i++) System.out.println(i); System.err.println(\"größe\");")
text = "".join(c["text"] for k, c in out if k == "stream" and c["name"] == "stdout")
fact("noLineIsLostOrOutOfOrder", text == "".join("%d\n" % i for i in range(20000)), len(text))
fact("errorStreamIsApart", any(k == "stream" and c["name"] == "stderr" and c["text"] == "größe\n" for k, c in out), out[-3:])

reply, out = run('Thread t = new Thread(() -> System.out.println("from a thread")); t.start(); t.join();')
fact("threadsPrintUnderTheirCell", any(c.get("text") == "from a thread\n" for k, c in out), out)

reply, out = run('var id = display("<b>x</b>", "text/html"); updateDisplay(id, "two");')
kinds = [k for k, c in out if k != "execute_input"]
fact("displayAndUpdate", kinds == ["display_data", "update_display_data"], out)
ids = [c["transient"]["display_id"] for k, c in out if "transient" in c]
fact("sameDisplayId", len(set(ids)) == 1, ids)

reply, out = run("Plots.stimuli(Stimuli.gratings())")
data = [c["data"] for k, c in out if k == "execute_result"][0]
fact("figureIsAPicture", data["image/png"].startswith("iVBOR") and "text/html" not in data, list(data))

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

client.execute("Thread.sleep(300); int boom = 1 / 0;")
client.execute("5")
statuses = [client.get_shell_msg(timeout=30)["content"]["status"] for _ in range(2)]
fact("errorAbortsTheQueue", statuses == ["error", "aborted"], statuses)

client.execute("int turns = 0; while (true) { if (turns++ == 0) System.out.println(\"begun\"); }")
while True:
    message = client.get_iopub_msg(timeout=30)
    if message["msg_type"] == "stream":
        break
manager.interrupt_kernel()
reply = client.get_shell_msg(timeout=10)["content"]
fact("interruptByMessage", reply["status"] == "error" and reply["ename"] == "Interrupted", reply)
first = run("turns", )[1]
second = run("turns")[1]
value = lambda out: [c["data"]["text/plain"] for k, c in out if k == "execute_result"]
fact("theLoopIsDeadAndItsVariableThere", value(first) == value(second) and int(value(first)[0]) > 0, (first, second))

reply = client.complete("Stimuli.gra", 11, reply=True, timeout=30)["content"]
fact("completion", "gratings()" in reply["matches"] and reply["cursor_start"] == 8, reply)
reply = client.inspect("Math.max", 6, reply=True, timeout=30)["content"]
fact("inspection", reply["found"] and "Math.max" in reply["data"]["text/plain"], reply)
reply = client.history(hist_access_type="tail", n=1, reply=True, timeout=30)["content"]
fact("history", reply["history"][0][2] == "turns", reply)

client.session.key = b"another key"
client.execute("9")
client.session.key = manager.session.key
reply, out = run("10")
fact("wrongSignatureIsNotAnswered", value(out) == ["10"], out)

manager.restart_kernel(now=False)
client.wait_for_ready(timeout=60)
reply, out = run("seven")
fact("restartForgets", reply["status"] == "error", reply)

start = time.time()
manager.shutdown_kernel(now=False)
fact("shutdownIsPrompt", time.time() - start < 5 and not manager.is_alive(), time.time() - start)
print("done")
