"""The yard-stick: what a local process pool of two does with the same no-op. Prints one line of JSON."""
import json
import random
import resource
import sys
import time
from concurrent.futures import ProcessPoolExecutor


def noop(i):
    return i


def flip(x):
    return x ^ 1


def pool_map(count, chunk):
    items = [random.getrandbits(62) for _ in range(count)]
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(noop, range(200)))
        begin = time.perf_counter()
        values = list(pool.map(flip, items, chunksize=chunk))
        seconds = time.perf_counter() - begin
    assert values == [x ^ 1 for x in items]
    print(json.dumps({"calls_per_s": count / seconds}))


def cpu():
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def main(tasks, calls):
    latencies = []
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(noop, range(200)))
        for i in range(calls):
            begin = time.perf_counter()
            assert pool.submit(noop, i).result() == i
            latencies.append((time.perf_counter() - begin) * 1000)
    before = cpu()
    with ProcessPoolExecutor(2) as pool:
        begin = time.perf_counter()
        futures = [pool.submit(noop, i) for i in range(tasks)]
        for i, future in enumerate(futures):
            assert future.result() == i
        seconds = time.perf_counter() - begin
    latencies.sort()
    print(json.dumps({
        "tasks_per_s": tasks / seconds,
        "cpu_s_per_1000": (cpu() - before) / tasks * 1000,
        "p50_ms": latencies[len(latencies) // 2],
        "p99_ms": latencies[int(len(latencies) * 0.99)],
    }))


if __name__ == "__main__":
    if sys.argv[1] == "map":
        pool_map(int(sys.argv[2]), int(sys.argv[3]))
    else:
        main(int(sys.argv[1]), int(sys.argv[2]))
