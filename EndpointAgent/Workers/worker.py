"""FuncX.Actors worker: runs one submitter's Python functions, one after the other.

Standard library only, Python 3.8 or newer; dill is imported when a payload needs it.
The frames that pass over its pipes are described in docs/worker-protocol.md.
"""
import os
import posix
import select
import struct
import sys
import _thread
from json.decoder import JSONDecoder
from json.encoder import JSONEncoder
from time import time_ns

VERSION = 1
HELLO, RESULT = 0x81, 0x82
WELCOME, FUNCTION, TASK, FORGET, STOP = 0x01, 0x02, 0x03, 0x04, 0x05
TASK_HEAD = struct.Struct("<Q32s36sIIBB")    # nonce, function, task id, result limit, wall ms, flags, serializers
RESULT_HEAD = struct.Struct("<IBQBQQIIB")    # length, type, nonce, status, start, end, stdout, stderr, cut flags
RESULT_FIXED = RESULT_HEAD.size - 4
CUT_OUT, CUT_ERR = 1, 2
SMALL = 1 << 63
TEXT_LIMIT = 8 << 10
TRACEBACK_LIMIT = 32 << 10
HERE = __file__
dumps = JSONEncoder().encode
loads_json = JSONDecoder().decode


class Failure(Exception):
    """A task that ends without the user's value, for a reason that has a name."""

    def __init__(self, kind, message, **more):
        Exception.__init__(self, message)
        self.report = dict(more, kind=kind, message=message)


# --- what the pipes carry -------------------------------------------------------------------------

def unpack(text):
    """Splits packed buffers; a length counts code points."""
    parts, at, end = [], 0, len(text)
    while at < end:
        line = text.find("\n", at, at + 20)
        digits = text[at:line]
        if line < 0 or not (digits.isascii() and digits.isdigit()):
            raise ValueError("no buffer length at character %d" % at)
        at = line + 1 + int(digits)
        if at > end:
            raise ValueError("a buffer of %s characters, of which %d are there" % (digits, end - line - 1))
        parts.append(text[line + 1:at])
    return parts


def needs_dill(what):
    try:
        import dill
        return dill
    except ImportError as e:
        raise Failure("EnvironmentMismatch", "%s needs the Python package dill, which %s cannot import: %s" % (what, sys.executable, e),
                      type=type(e).__name__, hint="install python3-dill (or pip install dill) for this interpreter, or name another one in the endpoint's config.yaml")


def unpickle(body, what):
    from binascii import a2b_base64
    raw = a2b_base64(body.encode("ascii"))
    if what == "data" and not (b"dill" in raw or b"__main__" in raw or b"__builtin__" in raw):
        import pickle
        return pickle.loads(raw)
    return needs_dill("this " + what).loads(raw)


def pickled(value, what="the result"):
    import pickle
    from base64 import encodebytes
    try:
        raw = pickle.dumps(value, 4)
    except Exception:
        raw = b"\x93"
    if b"\x93" in raw:    # names a class or function by reference: only dill knows which of them travel by value
        raw = needs_dill(what).dumps(value)
    return encodebytes(raw).decode("ascii")


def load_data(text):
    mark = text[:3]
    if mark == "11\n":
        return loads_json(text[3:])
    if mark == "00\n":
        return unpickle(text[3:], "data")
    if mark == "13\n":
        return first_of(unpack(text[3:]), load_data)
    raise ValueError("no data format is called %s; known are 00, 11, 13" % ascii(mark))


def load_code(text):
    mark, body = text[:3], text[3:]
    if mark in ("st\n", "sd\n"):
        name, colon, source = body.partition(":")
        if not colon:
            raise ValueError("a source buffer reads name:source")
        return from_source(name, source)
    if mark in ("01\n", "02\n"):
        return unpickle(body, "function")
    if mark in ("03\n", "04\n"):
        name, source = unpickle(body, "function")
        return from_source(name, source)
    if mark == "10\n":
        halves = iter(body.split(":"))
        return first_of([a + b for a, b in zip(halves, halves)], load_code)
    if mark == "12\n":
        return first_of(unpack(body), load_code)
    raise ValueError("no function format is called %s; known are st, sd, 01, 02, 03, 04, 10, 12" % ascii(mark))


def first_of(texts, load):
    error = ValueError("it holds no buffer")
    for text in texts:
        try:
            return load(text)
        except Exception as e:
            error = e
    raise error


def from_source(name, source):
    global sources
    sources += 1
    path = "<function %s #%d>" % (name, sources)
    # so that a traceback can show the line
    sys.modules["linecache"].cache[path] = (len(source), None, source.splitlines(True), path)
    space = {"__name__": "__funcx__", "__builtins__": __builtins__}
    exec(compile(source, path, "exec"), space)
    if name not in space:
        defined = [n for n, v in space.items() if callable(v) and not n.startswith("__")]
        raise Failure("EntryPointMissing", "the source does not define %s; it defines %s" % (name, ", ".join(defined) or "no function"),
                      hint="register the function under the name that its def line has")
    return space[name]


def load_function(body):
    try:
        parts = unpack(body.decode("utf-8"))
        if len(parts) != 1:
            raise ValueError("%d buffers where a function has one" % len(parts))
        function = load_code(parts[0])
        if not callable(function):
            raise ValueError("what it holds is a %s, which cannot be called" % type(function).__name__)
        return function
    except Failure:
        raise
    except ImportError as e:
        raise Failure("EnvironmentMismatch", "the function needs a module that this worker lacks: %s" % e, type=type(e).__name__,
                      traceback=frames(e), hint="install it for %s, or name another interpreter in the endpoint's config.yaml" % sys.executable)
    except BaseException as e:
        raise Failure("FunctionMalformed", "the function cannot be loaded: %s: %s" % (type(e).__name__, message(e)), type=type(e).__name__,
                      traceback=frames(e), hint="formats 01 to 04 need the Python version they were made with (here %d.%d); st carries source" % sys.version_info[:2])


def load_arguments(payload):
    try:
        parts = unpack(payload.decode("utf-8"))
        if len(parts) != 2:
            raise ValueError("%d buffers where a payload has two, arguments and keywords" % len(parts))
        args, kwargs = load_data(parts[0]), load_data(parts[1])
        if not isinstance(args, (list, tuple)) or not isinstance(kwargs, dict):
            raise ValueError("arguments are a %s and keywords a %s, not a list and a dict" % (type(args).__name__, type(kwargs).__name__))
        return args, kwargs
    except Failure:
        raise
    except ImportError as e:
        raise Failure("EnvironmentMismatch", "the arguments need a module that this worker lacks: %s" % e, type=type(e).__name__,
                      hint="install it for %s" % sys.executable)
    except BaseException as e:
        raise Failure("PayloadMalformed", "the arguments cannot be decoded: %s: %s" % (type(e).__name__, message(e)), type=type(e).__name__)


def dump_result(value, wanted):
    tried = []
    for mark in [wanted[i:i + 2] for i in range(0, len(wanted), 2)] or ["00"]:
        try:
            if mark == "11":
                return "11\n" + dumps(value)
            if mark == "00" or mark == "01":
                return mark + "\n" + pickled(value)
            if mark == "13":
                both = ["11\n" + dumps(value), "00\n" + pickled(value)]
                return "13\n" + "".join("%d\n%s" % (len(b), b) for b in both)
            tried.append("%s: no result format is called so" % ascii(mark))
        except Failure:
            raise
        except BaseException as e:
            tried.append("%s: %s: %s" % (mark, type(e).__name__, message(e)))
    raise Failure("ResultNotSerializable", "a result of type %s cannot be serialised (%s)" % (type_name(value), "; ".join(tried)),
                  type=type_name(value), hint="return plain data, or ask for another result serializer")


# --- what a failure says --------------------------------------------------------------------------

def type_name(value):
    t = type(value)
    return t.__qualname__ if t.__module__ in ("builtins", "__funcx__", "__main__") else "%s.%s" % (t.__module__, t.__qualname__)


def message(e):
    try:
        return cut(str(e), TEXT_LIMIT)
    except BaseException:
        return "<%s without a printable message>" % type(e).__name__


def cut(text, limit):
    if len(text) <= limit:
        return text
    head, tail = text[:limit // 4], text[-(limit - limit // 4):]
    return "%s\n... %d characters left out ...\n%s" % (head, len(text) - len(head) - len(tail), tail)


def printable(value):
    """A lone surrogate is legal in Python's strings only."""
    return value.encode("utf-8", "backslashreplace").decode("utf-8") if isinstance(value, str) else value


def frames(e):
    """The traceback from the user's first frame on."""
    try:
        from traceback import TracebackException
        tb = e.__traceback__
        while tb is not None and tb.tb_frame.f_code.co_filename == HERE:
            tb = tb.tb_next
        return cut("".join(TracebackException(type(e), e, tb).format()), TRACEBACK_LIMIT)
    except BaseException as again:
        return "<no traceback: %s>" % type(again).__name__


def describe(e):
    if isinstance(e, Failure):
        return e.report
    if isinstance(e, SystemExit):
        code = e.code if isinstance(e.code, int) else 0 if e.code is None else 1
        return dict(kind="UserExit", type="SystemExit", message="the function called sys.exit(%s)" % cut(ascii(e.code), 200), exit_code=code,
                    traceback=frames(e), hint="return a value instead of leaving the process")
    return dict(kind="UserException", type=type_name(e), message=message(e), traceback=frames(e))


# --- what a task prints ---------------------------------------------------------------------------

class Tail:
    """Keeps the last bytes written, at most limit."""

    def __init__(self, limit):
        self.data, self.limit, self.dropped = bytearray(), limit, False

    def add(self, b):
        self.data += b
        if len(self.data) > 2 * self.limit:
            del self.data[:-self.limit]
            self.dropped = True

    def take(self):
        data, dropped = self.data, self.dropped
        if len(data) > self.limit:
            del data[:-self.limit]
            dropped = True
        self.data, self.dropped = bytearray(), False
        return bytes(data), dropped


def printer(tail, fd):
    """A text stream like sys.stdout that ends in tail; io is loaded in any case."""
    import io

    class Sink(io.BufferedIOBase):
        name, mode = ("<stdout>", "<stderr>")[fd - 1], "wb"

        def writable(self):
            return True

        def fileno(self):
            return fd

        def close(self):
            pass    # the next task prints too

        def write(self, b):
            n = len(b)
            # in slices, so that one huge print does not double in memory
            for i in range(0, n, 1 << 16):
                tail.add(b[i:i + (1 << 16)])
            return n

    return io.TextIOWrapper(Sink(), "utf-8", "backslashreplace", write_through=True)


class Output:
    """Standard output and error of the task: Python's streams and the descriptors 1 and 2."""

    def __init__(self, limit):
        self.limit, self.keep = limit, []
        for fd in (1, 2):
            path = os.path.join(os.environ.get("TMPDIR", "/tmp"), "funcx-%d-%d" % (os.getpid(), fd))
            # appending, so that its position tells whether anybody wrote
            file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
            os.unlink(path)
            self.keep.append(high(file))
            os.close(file)
            posix.dup2(self.keep[-1], fd)
        self.tails = [Tail(limit), Tail(limit)]
        self.restore()
        self.empty_stdin()

    def restore(self):
        sys.stdout = sys.__stdout__ = self.out = printer(self.tails[0], 1)
        sys.stderr = sys.__stderr__ = self.err = printer(self.tails[1], 2)

    def empty_stdin(self):
        """Descriptor 0 and sys.stdin read nothing, whatever the last task did to them."""
        null = os.open(os.devnull, os.O_RDONLY)
        posix.dup2(null, 0)
        if null != 0:
            os.close(null)
        sys.stdin = sys.__stdin__ = self.stdin = open(0, closefd=False)

    def changed(self):
        """True if something may have been written or rebound: then take() looks closer."""
        try:
            return (self.tails[0].data or self.tails[1].data or sys.stdout is not self.out or sys.stderr is not self.err
                    or sys.stdin is not self.stdin or self.stdin.closed
                    or lseek(0, 0, 1) or lseek(1, 0, 1) or lseek(2, 0, 1))
        except OSError:
            return True

    def take(self):
        result = []
        for i, fd in enumerate(self.keep):
            stream = (sys.stdout, sys.stderr)[i]
            if stream is not self.out and stream is not self.err:
                try:
                    stream.flush()
                except BaseException:
                    stream = None    # the user's own stream is broken, and it is replaced below
            data, dropped = self.tails[i].take()
            size = lseek(fd, 0, 2)
            if size:
                raw = posix.pread(fd, self.limit, max(0, size - self.limit))
                dropped = dropped or size > self.limit or len(data) + len(raw) > self.limit
                data = (data + raw)[-self.limit:]
                posix.ftruncate(fd, 0)
                lseek(fd, 0, 0)
            result.append((data, dropped))
            try:
                same = os.path.sameopenfile(fd, i + 1)
            except OSError:
                same = False
            if not same:
                posix.dup2(fd, i + 1)
        if sys.stdout is not self.out or sys.stderr is not self.err:
            self.restore()
        try:
            if sys.stdin is not self.stdin or self.stdin.closed or lseek(0, 0, 1):
                self.empty_stdin()
        except OSError:
            self.empty_stdin()
        return result


# --- the process ----------------------------------------------------------------------------------

def high(fd):
    """A copy out of reach of code that closes or reuses low descriptors."""
    return fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, 200)


def die_with_agent(fd):
    poll = select.poll()
    poll.register(fd, 0)
    while not poll.poll():
        pass
    posix.killpg(0, 9)


def dill_version():
    """Read off the files beside the package: importing it takes longer than starting Python."""
    from importlib.machinery import PathFinder
    spec = PathFinder.find_spec("dill")
    if spec is None or not spec.origin:
        return None
    for name in os.listdir(os.path.dirname(os.path.dirname(spec.origin))):
        if name.startswith("dill-") and name.endswith((".dist-info", ".egg-info")):
            return name[5:].rpartition(".")[0].partition("-")[0]
    return "unknown"


def send(data):
    while data:
        try:
            data = data[posix.write(frames_out, data):]
        except BrokenPipeError:
            posix._exit(0)


def own_process():
    """A session of its own, private frame descriptors, a clean __main__."""
    global frames_in, frames_out, fcntl, lseek, sources
    import fcntl
    import linecache    # noqa: F401 (a traceback shows source lines through it)
    import types
    lseek, sources = posix.lseek, 0
    try:
        os.setsid()
    except OSError:
        pass    # it leads its group already
    frames_in, frames_out = high(0), high(1)
    os.register_at_fork(after_in_child=forked)
    _thread.start_new_thread(die_with_agent, (frames_in,))
    sys.modules["_funcx_worker"] = sys.modules["__main__"]
    sys.modules["__main__"] = types.ModuleType("__main__")
    del sys.path[0]
    sys.path.insert(0, "")
    os.chdir, os.fchdir = moved(posix.chdir), moved(posix.fchdir)


def forked():
    """A child must neither hold the frame pipes open nor answer in its parent's place."""
    global is_child
    is_child = True
    for fd in (frames_in, frames_out):
        try:
            os.close(fd)
        except OSError:
            pass    # the user's code was faster


is_child = has_moved = False


def moved(change):
    def chdir(path):
        global has_moved
        has_moved = True
        return change(path)
    return chdir


def main():
    own_process()
    home = os.getcwd()
    info = dict(protocol=VERSION, oldest=1, pid=os.getpid(), python="%d.%d.%d" % sys.version_info[:3], implementation=sys.implementation.name,
                dill=dill_version())
    functions, bodies, settings = {}, {}, dict(capture_bytes=64 << 10, result_bytes=10 << 20)
    output = Output(settings["capture_bytes"])    # before the hello: then the agent looks for its files
    hello = dumps(info).encode()
    send(struct.pack("<IB", len(hello) + 1, HELLO) + hello)
    global has_moved
    result_limit = settings["result_bytes"]
    scan = JSONDecoder().scan_once
    environ = os.environ._data if isinstance(getattr(os.environ, "_data", None), dict) else {}
    read, putenv, length = posix.read, posix.putenv, struct.Struct("<I").unpack_from
    changed, head, pack_result = output.changed, TASK_HEAD.unpack_from, RESULT_HEAD.pack
    write, now = posix.write, time_ns
    buffer, at, end = b"", 0, 0
    while True:
        # one whole frame: data[at:stop]
        while True:
            if end - at >= 4:
                stop = at + 4 + length(buffer, at)[0]
                if stop <= end:
                    break
            else:
                stop = 0
            parts, have = [buffer[at:end]], end - at
            while have < max(4, stop - at):
                chunk = read(frames_in, 1 << 18)
                if not chunk:
                    return
                parts.append(chunk)
                have += len(chunk)
            buffer = b"".join(parts) if len(parts) > 2 or parts[0] else parts[1]
            at, end = 0, have
        kind = buffer[at + 4]
        body, at = at + 5, stop
        if kind != TASK:
            if kind == FUNCTION:
                key = buffer[body:body + 32]
                functions.pop(key, None)
                bodies[key] = buffer[body + 32:stop]
            elif kind == FORGET:
                functions.pop(buffer[body:stop], None)
                bodies.pop(buffer[body:stop], None)
            elif kind == WELCOME:
                settings.update(loads_json(buffer[body:stop].decode()))
                if settings.get("protocol", VERSION) != VERSION:
                    return
                result_limit, output.limit = settings["result_bytes"], settings["capture_bytes"]
                for tail in output.tails:
                    tail.limit = output.limit
            elif kind == STOP:
                return
            continue    # frames of a later version that it need not understand

        nonce, key, task, limit, wall, flags, wanted = head(buffer, body)
        body += TASK_HEAD.size
        payload = body + 2 * wanted
        environ[b"GC_TASK_UUID"] = task
        putenv(b"GC_TASK_UUID", task)
        started, status = now(), 0
        try:
            function = functions.get(key)
            if function is None:
                if key not in bodies:
                    raise Failure("Internal", "the worker was not given the function of this task")
                functions[key] = function = load_function(bodies[key])
            # The commonest payload: JSON arguments in ASCII, no keywords.
            args = None
            line = buffer.find(b"\n", payload, payload + 10)
            if buffer.endswith(b"5\n11\n{}", payload, stop) and buffer[line + 1:line + 4] == b"11\n":
                text = buffer[line + 4:stop - 7]
                if text.isascii() and buffer[payload:line] == b"%d" % (len(text) + 3):
                    text = text.decode("ascii")
                    try:
                        args, used = scan(text, 0)
                    except (StopIteration, ValueError):
                        used = -1
                    if used != len(text) or type(args) is not list:
                        args = None
            if args is not None:
                started = now()
                value = function(*args)
            else:
                args, kwargs = load_arguments(buffer[payload:stop])
                started = now()
                value = function(*args, **kwargs)
            ended = now()
            if type(value) is int and -SMALL < value < SMALL and buffer.startswith(b"11", body, payload):
                result = b"11\n%d" % value
            else:
                result = dump_result(value, buffer[body:payload].decode("ascii", "replace")).encode("ascii")
            if len(result) > (limit or result_limit):
                raise Failure("ResultTooLarge", "the result is %d bytes as a string, the limit is %d" % (len(result), limit or result_limit),
                              size=len(result), limit=limit or result_limit, hint="write large data to a file and return its name")
        except BaseException as e:
            ended, status = now(), 1
            result = dumps({k: printable(v) for k, v in describe(e).items()}).encode("ascii")
        function = args = kwargs = value = None
        if is_child:
            posix._exit(0)    # it was forked by the user's code, and its parent answers
        if changed():
            (out, cut_out), (err, cut_err) = output.take()
            data = pack_result(RESULT_FIXED + len(result) + len(out) + len(err), RESULT, nonce, status, started, ended,
                               len(out), len(err), cut_out * CUT_OUT | cut_err * CUT_ERR) + result + out + err
        else:
            data = pack_result(RESULT_FIXED + len(result), RESULT, nonce, status, started, ended, 0, 0, 0) + result
        # before the next task starts, so that the agent knows which one a dead worker was running
        sent = write(frames_out, data)
        if sent != len(data):
            send(data[sent:])
        if has_moved:
            has_moved = False
            posix.chdir(home)


if __name__ == "__main__":
    try:
        main()
    except (OSError, MemoryError) as e:
        os.write(2, ascii(e).encode())
        os._exit(70)
    os._exit(0)
