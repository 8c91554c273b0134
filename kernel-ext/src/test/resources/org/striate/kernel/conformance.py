"""Runs Jupyter's own kernel tests; the arguments are the kernel's command. Fails where a test is skipped."""
import json, os, sys, tempfile, unittest

folder = tempfile.mkdtemp()
os.makedirs(folder + "/kernels/striate")
spec = {"argv": sys.argv[1:] + ["{connection_file}"], "display_name": "x", "language": "java", "interrupt_mode": "message"}
json.dump(spec, open(folder + "/kernels/striate/kernel.json", "w"))
os.environ["JUPYTER_PATH"] = folder

import jupyter_kernel_test
from jupyter_client.manager import start_new_kernel

PATIENCE = 600  # seconds; on a slow machine the tests' own 0.1 s between two messages is too short


def patient(channel):
    get = channel.get_msg
    channel.get_msg = lambda timeout=None: get(timeout=PATIENCE)


class StriateTests(jupyter_kernel_test.KernelTests):
    @classmethod
    def setUpClass(cls):
        cls.km, cls.kc = start_new_kernel(kernel_name=cls.kernel_name, startup_timeout=PATIENCE)
        patient(cls.kc.shell_channel)
        patient(cls.kc.iopub_channel)

    def flush_channels(self):
        """Takes all that came before the answer to a question, and that; it is one for the desk, which is the last to say idle."""
        asked = self.kc.is_complete("1")
        for get in (self.kc.get_shell_msg, self.kc.get_iopub_msg):
            while True:
                message = get()
                jupyter_kernel_test.validate_message(message)
                ended = message["msg_type"] != "status" or message["content"]["execution_state"] == "idle"
                if message["parent_header"].get("msg_id") == asked and ended:
                    break

    kernel_name = "striate"
    language_name = "java"
    file_extension = ".jshell"
    code_hello_world = 'System.out.println("hello, world");'
    code_stderr = 'System.err.println("oops");'
    completion_samples = [
        {"text": "Math.hyp", "matches": {"hypot("}},
        {"text": "%lsm", "matches": {"%lsmagic"}},
    ]
    complete_code_samples = ["1 + 1", "int a = 2;", "for (int i = 0; i < 3; i++) { }", "%lsmagic", "// a remark", ""]
    incomplete_code_samples = ["for (int i = 0; i < 3; i++) {", "int f(int n) {", 'var text = """\nabc', "foo("]
    invalid_code_samples = ["int 3 = x;", ")", "if x"]
    code_page_something = "Math.max?"
    code_generate_error = "int bad = 1 / 0;"
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": '"a" + 1', "result": "a1"},
        {"code": "List.of(1, 2)", "result": "[1, 2]"},
    ]
    code_display_data = [
        {"code": 'display("<b>x</b>", "text/html");', "mime": "text/html"},
        {"code": "display(new java.awt.image.BufferedImage(2, 2, 1));", "mime": "image/png"},
    ]
    code_history_pattern = "6 *"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Math.max"
    code_clear_output = "clearOutput();"


suite = unittest.defaultTestLoader.loadTestsFromTestCase(StriateTests)
result = unittest.TextTestRunner(verbosity=2, stream=sys.stdout).run(suite)
print("skipped", [str(test) for test, why in result.skipped])
print("done" if result.wasSuccessful() and not result.skipped else "FAIL")
