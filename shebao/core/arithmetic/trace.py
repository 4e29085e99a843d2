"""A calculation over columns, traced once as its operations and then executed for every chunk of rows.

`Tracer` runs a calculation on traced arrays in the place of columns: they hold no numbers, and each operation on them is
recorded. The `Trace` that results is executed chunk by chunk, in a few buffers that stay in the cache, without asking the
rules again, and fills the results in place. A check is an operation like others: it looks at the real rows of each chunk,
just before they are read. What a calculation asks of the numbers on its way (an `if`, the largest row) cannot be traced: it
raises `NotTraceable`, and whoever wanted a trace calculates as usual.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from numpy.lib.mixins import NDArrayOperatorsMixin

Array = npt.NDArray[Any]


class NotTraceable(TypeError):
    """A calculation asks something of a column that only its numbers can answer."""


class TracedArray(NDArrayOperatorsMixin):
    """A column in a calculation that is traced: a place and a type, no numbers. A place is filled once and never changed."""

    __slots__ = ("dtype", "place", "tracer")

    def __init__(self, tracer: Tracer, place: int, dtype: Any) -> None:
        self.tracer, self.place, self.dtype = tracer, place, np.dtype(dtype)

    @property
    def size(self) -> int:
        """Rows at a time."""
        return self.tracer.size

    def view(self, dtype: Any) -> TracedArray:
        """The same place read as another type of the same width."""
        return TracedArray(self.tracer, self.place, dtype)

    def astype(self, dtype: Any, copy: bool = True) -> TracedArray:
        """The same numbers in another type."""
        return self if self.dtype == dtype and not copy else self.tracer.record(_copied, (self,), dtype)

    def __array_ufunc__(
        self, function: np.ufunc, method: str, *given: Any, out: Any = None, dtype: Any = None, **others: Any
    ) -> TracedArray:
        # A column to fill is only a wish to save memory; a trace plans its buffers itself.
        if method != "__call__" or others:
            raise NotTraceable(f"{function.__name__}.{method}")
        kinds = [int if type(x) is int else np.asarray(x).dtype if not isinstance(x, TracedArray) else x.dtype for x in given]
        try:
            *read, output = function.resolve_dtypes((*kinds, None))
        except TypeError as unknown:
            raise NotTraceable(function.__name__) from unknown
        if dtype not in (None, output):
            raise NotTraceable(f"{function.__name__} as {dtype}")
        return self.tracer.record(function, [_operand(x, kind) for x, kind in zip(given, read, strict=True)], output)

    def __array_function__(self, function: Callable[..., Any], types: Any, given: Sequence[Any], others: Any) -> TracedArray:
        if function is not np.where or others:
            raise NotTraceable(function.__name__)
        condition, *values = given
        output = np.result_type(*(x.dtype if isinstance(x, TracedArray) else x for x in values))
        return self.tracer.record(_chosen, [condition, *(_operand(x, output) for x in values)], output)

    def __getattr__(self, name: str) -> Any:
        raise NotTraceable(name)

    def __bool__(self, *others: Any) -> bool:
        raise NotTraceable("the numbers of a column")

    __float__ = __getitem__ = __index__ = __int__ = __iter__ = __len__ = __bool__  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Operation:
    """One step: what is called, with what, and the place it fills (None: a check)."""

    function: Callable[..., Any]
    operands: tuple[Any, ...]
    output: TracedArray | None

    @property
    def columns(self) -> list[TracedArray]:
        """Every column touched."""
        return [operand for operand in (*self.operands, self.output) if isinstance(operand, TracedArray)]


class Tracer:
    """Records the operations of a calculation while it runs on traced arrays."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._whole: dict[int, Array] = {}
        self._operations: list[Operation] = []
        self._places = 0
        self._known: dict[Any, TracedArray] = {}
        self._checks: dict[int, list[Operation]] = {}

    def column(self, values: Array) -> TracedArray:
        """A traced array in the place of a whole column that is read chunk by chunk."""
        output = self._new(values.dtype)
        self._whole[output.place] = values
        return output

    def record(self, function: Callable[..., Any], operands: Sequence[Any], dtype: Any) -> TracedArray:
        """The column that an operation gives, which is recorded; the same operation again gives the same column."""
        if any(isinstance(operand, np.ndarray) and operand.ndim and function is not _looked_up for operand in operands):
            raise NotTraceable("a column of other rows")
        if np.dtype(dtype).kind not in "biu":
            raise NotTraceable(f"a column of {np.dtype(dtype)}")
        key = (
            function,
            np.dtype(dtype),
            *((x.place, x.dtype) if isinstance(x, TracedArray) else id(x) if np.ndim(x) else (x.dtype, x.tobytes()) for x in operands),
        )
        if key not in self._known:
            self._known[key] = output = self._new(dtype)
            self._add(Operation(function, tuple(operands), output))
        return self._known[key]

    def check(self, function: Callable[[Array], Any], column: TracedArray) -> None:
        """Record a check: called with the real rows before they are read, raises what it finds."""
        self._checks.setdefault(column.place, []).append(Operation(function, (column,), None))

    def trace(self, results: Mapping[str, Any], filled: Mapping[str, Array]) -> Trace:
        """The trace that fills these columns with these results; a result may be one number for everybody."""
        for place in list(self._checks):
            self._operations += self._checks.pop(place)
        whole = dict(self._whole)
        for name, result in results.items():
            output, column = result, filled[name]
            own = isinstance(output, TracedArray) and output.place not in whole and output.dtype == column.dtype
            # What fills a column that is also read waits until all is read.
            if not own or any(np.may_share_memory(column, read) for read in self._whole.values()):
                output = self._new(column.dtype)
                self._operations.append(Operation(_copied, (_operand(result, column.dtype),), output))
            whole[output.place] = column
        return Trace(self.size, tuple(self._operations), whole)

    def _add(self, operation: Operation) -> None:
        for column in operation.columns:
            self._operations += self._checks.pop(column.place, ())
        self._operations.append(operation)

    def _new(self, dtype: Any) -> TracedArray:
        self._places += 1
        return TracedArray(self, self._places, dtype)


@dataclass(frozen=True)
class Trace:
    """What is done to each chunk of rows, in order; whole: the columns read and filled, by place. All other places are buffers."""

    size: int
    operations: tuple[Operation, ...]
    whole: Mapping[int, Array]

    def executor(self) -> Callable[[int, int], None]:
        """Something that does it for rows start to stop. It has its own buffers, so each thread wants its own."""
        buffers = self._buffer_plan()
        steps = [(step.function, list(step.operands), {} if step.output is None else {"out": step.output}) for step in self.operations]
        read = [(given, number, x) for _, given, _ in steps for number, x in enumerate(given) if isinstance(x, TracedArray)]
        filled = [(given, "out", given["out"]) for _, _, given in steps if given]
        moving: list[Any] = []
        staying: list[Any] = []
        for given, name, x in (*read, *filled):
            whole = x.place in self.whole
            (moving if whole else staying).append((given, name, (self.whole if whole else buffers)[x.place].view(x.dtype)))
        ready = 0

        def execute(start: int, stop: int) -> None:
            nonlocal ready
            for given, name, column in moving:
                given[name] = column[start:stop]
            if stop - start != ready:
                ready = stop - start
                for given, name, buffer in staying:
                    given[name] = buffer[:ready]
            for function, given, options in steps:
                function(*given, **options)

        return execute

    def _buffer_plan(self) -> dict[int, Array]:
        """A buffer for each place that wants one, handed on when nobody reads it any more: to the very result of its last reading."""
        last = {column.place: number for number, step in enumerate(self.operations) for column in step.columns}
        buffers: dict[int, Array] = {}
        free: dict[int, list[Array]] = {}
        for number, step in enumerate(self.operations):
            done = [place for place in {column.place for column in step.columns} & buffers.keys() if last[place] == number]
            # Element by element a result may take the place of what it is made of; a lookup or a choice reads on while it writes.
            early = done if isinstance(step.function, np.ufunc) else []
            for place in early:
                free[buffers[place].itemsize].append(buffers[place])
            if step.output is not None and step.output.place not in self.whole:
                width = step.output.dtype.itemsize
                waiting = free.setdefault(width, [])
                buffers[step.output.place] = waiting.pop() if waiting else np.empty(self.size, f"u{width}")
            for place in done[len(early) :]:
                free[buffers[place].itemsize].append(buffers[place])
        return buffers


def _operand(value: Any, dtype: Any) -> Any:
    return value if isinstance(value, (TracedArray, np.ndarray)) else np.asarray(value, dtype)


def look_up(table: Array, rows: Any) -> Any:
    """The table's entries at these places, one or a column of them; all are proven to be in the table."""
    return rows.tracer.record(_looked_up, (table, rows), table.dtype) if isinstance(rows, TracedArray) else table.take(rows)


def _looked_up(table: Array, rows: Array, out: Array) -> None:
    # The rows are proven to be in the table; checking once more, numpy would also copy the result once more.
    table.take(rows, out=out, mode="clip")


def _copied(values: Array, out: Array) -> None:
    np.copyto(out, values)


def _chosen(condition: Array, then: Array, otherwise: Array, out: Array) -> None:
    np.copyto(out, otherwise)
    np.copyto(out, then, where=condition)
