"""Runs Jupyter's own kernel tests; the arguments are the kernel's command. Fails where a test is skipped."""
import json, os, sys, tempfile, unittest

folder = tempfile.mkdtemp()
os.makedirs(folder + "/kernels/striate")
spec = {"argv": sys.argv[1:] + ["{connection_file}"], "display_name": "x", "language": "java", "interrupt_mode": "message"}
json.dump(spec, open(folder + "/kernels/striate/kernel.json", "w"))
os.environ["JUPYTER_PATH"] = folder

import jupyter_kernel_test


class StriateTests(jupyter_kernel_test.KernelTests):
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
