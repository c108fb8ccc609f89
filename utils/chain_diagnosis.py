"""Which step of a backward pass is the first wrong one, and what is wrong with it.

Every quantity is judged by the student's own quantities before it, from the output backwards:
dZ3 → dW3, db3, dA2 → dZ2 → dW2, ... So one mistake is told once, and what follows from it is not.
An explanation counts only if it gives the student's numbers at every check point; if several do,
all of them are told, and if none does, the cause is unknown.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

import chain_mistakes as mistakes
from chain import Chain
from chain_factors import fitted_causes
from chain_mistakes import Here, Mistakes
from derivatives import Parameters, relative_error
from gradcheck_causes import Cause, factor_causes, fitted_factor
from gradcheck_input import as_real

CLOSE = 1e-8
"""Relative error up to which a quantity is what a formula gives. Both are off by rounding only."""

CLOSE_SINGLE = 1e-4
"""The same for answers in float32."""

Arrays = list[np.ndarray]
"""One array for each check point."""


@dataclass
class Diagnosis:
    """What is wrong with a backward pass.

    ``causes`` holds, in the order of the chain, every quantity that is wrong in itself ("dZ2",
    "dW1", ...) with all explanations that fit; none means unknown. ``carried`` says of a parameter
    gradient which wrong step it follows from, being right otherwise.
    """

    causes: dict[str, list[Cause]] = field(default_factory=dict)
    carried: dict[str, str] = field(default_factory=dict)

    @property
    def first_wrong(self) -> str | None:
        """Return the first wrong quantity of the chain, from the output backwards."""
        return next(iter(self.causes), None)


def diagnose(
    chain: Chain,
    parameters: Sequence[Parameters],
    answers: Sequence[Mapping[str, object]],
    wrong: Iterable[str],
) -> Diagnosis:
    """Explain wrong gradients of a chain.

    Parameters
    ----------
    chain : the cost. parameters : at several check points.
    answers : the gradients claimed there, ``{"dZ3": (n3, m), "dW3": (n3, n2), "db3": (n3, 1),
        "dA2": ...}``. The steps dZ and dA may be missing; what they must have been is worked out.
    wrong : names of the parameters whose gradient disagrees with the cost.
    """
    return _Explanation(chain, parameters, answers, set(wrong)).diagnosis


class _Explanation:
    """Walks the chain from the output backwards, with the student's quantities in ``own``."""

    def __init__(
        self,
        chain: Chain,
        parameters: Sequence[Parameters],
        answers: Sequence[Mapping[str, object]],
        wrong: set[str],
    ) -> None:
        self.heres = [Here(chain, p, chain.forward(p)) for p in parameters]
        self.answers, self.wrong, self.m = answers, wrong, chain.m
        self.chain, self.diagnosis = chain, Diagnosis()
        values = [value for answer in answers for value in answer.values()]
        is_single = any(getattr(value, "dtype", None) == np.float32 for value in values)
        self.close = CLOSE_SINGLE if is_single else CLOSE
        self.own: dict[str, Arrays] = {}
        self.misled_by: str | None = None
        self.divisor = self._divisor()
        for layer in range(self.heres[0].last, 0, -1):
            self._judge_dZ(layer)
            self._judge_parameter(f"W{layer}", mistakes.of_dW)
            self._judge_parameter(f"b{layer}", mistakes.of_db)

    def _divisor(self) -> int:
        """Return 1 if the division by m is folded into the last dZ, and otherwise m."""
        last = self.heres[0].last
        given = self._given(f"dZ{last}")
        if given is None or not self._all_close(given, [r / self.m for r in self._output(1)]):
            return self.m
        self.own[f"dZ{last}"] = given
        summed = [dZ.sum(axis=1, keepdims=True) for dZ in given]
        products = [dZ @ here.forward.A[last - 1].T for dZ, here in zip(given, self.heres)]
        ridges = [here.ridge(last) for here in self.heres]

        def follows(divisor: int) -> int:
            right = ((f"db{last}", summed, 0), (f"dW{last}", products, 1))
            return sum(
                self._is_given(key, [x / divisor + r * ridge for x, ridge in zip(base, ridges)])
                for key, base, r in right
            )

        return 1 if follows(1) > follows(self.m) else self.m

    def _output(self, divisor: float) -> Arrays:
        return [(here.forward.A[-1] - here.chain.Y) / divisor for here in self.heres]

    # -- steps between ---------------------------------------------------------------------------

    def _judge_dZ(self, layer: int) -> None:
        key, last = f"dZ{layer}", self.heres[0].last
        if layer == last:
            folded = 1 if self.divisor == self.m else self.m
            expected = self._output(folded)
            wrong_ways = [(key, lambda i: mistakes.of_output(self.heres[i], folded))]
        else:
            dA_key, dA = f"dA{layer}", self._right_dA(layer)
            given_dA = self._given(dA_key, dA)
            slopes = [here.bend(layer) for here in self.heres]
            direct = [a * s for a, s in zip(dA, slopes)]
            dZ_next = self.own[f"dZ{layer + 1}"]
            dA_next = self.own.get(f"dA{layer + 1}", [None] * len(dZ_next))
            of_dA = (dA_key, lambda i: mistakes.of_dA(self.heres[i], layer, dZ_next[i], dA_next[i]))
            # Dropout may as well be put off to dZ: then dA is not wrong, but another quantity.
            is_style = layer in self.chain.masks and self._is_given(key, direct)
            if given_dA is not None and not is_style:
                if not self._all_close(given_dA, dA):
                    self._blame(dA_key, given_dA, dA, [of_dA])
                dA = given_dA
            self.own[dA_key] = dA
            through = (dA_key, lambda i: ((c, a * slopes[i]) for c, a in of_dA[1](i)))
            expected = [a * s for a, s in zip(dA, slopes)]
            wrong_ways = [(key, lambda i: mistakes.of_dZ(self.heres[i], layer, dA[i]))]
            if given_dA is None:
                wrong_ways.append(through)
        given = self._given(key, expected)
        if given is None:
            given = self._inferred_dZ(layer, expected, wrong_ways)
        elif not self._all_close(given, expected) and not self._is_masked_by_A(layer, given):
            self._blame(key, given, expected, wrong_ways)
        self.own[key] = given

    def _is_masked_by_A(self, layer: int, given: Arrays) -> bool:
        """Tell whether a dZ is dA where A > 0, A being the activations after dropout.

        That masks dropped units once more, or for the first time: no mistake of dZ.
        """
        if layer not in self.chain.masks or self.chain.activation != "relu":
            return False
        active = [here.forward.A[layer] > 0 for here in self.heres]
        return self._all_close(given, [a * on for a, on in zip(self.own[f"dA{layer}"], active)])

    def _right_dA(self, layer: int) -> Arrays:
        return [
            here.weights(layer + 1).T @ dZ * here.chain.dropout(layer)
            for here, dZ in zip(self.heres, self.own[f"dZ{layer + 1}"])
        ]

    def _inferred_dZ(self, layer: int, expected: Arrays, wrong_ways: list) -> Arrays:
        """Return a dZ that both dW and db of a layer follow from, right or by a known mistake."""
        if not {f"W{layer}", f"b{layer}"} & self.wrong or self._lead(layer, expected):
            return expected
        explained: list[tuple[str, list[Cause], Arrays]] = []
        factor = self._common_factor(layer, expected)
        if factor is not None:
            causes = self._factor_causes(f"dZ{layer}", factor)
            explained.append((f"dZ{layer}", causes, [factor * x for x in expected]))
        for blamed, ways in wrong_ways:
            for cause, arrays in self._candidates(ways):
                if self._shaped(arrays, expected) and self._lead(layer, arrays):
                    explained.append((blamed, [cause], arrays))
        if not explained:
            return expected
        is_alone = not {f"W{layer}", f"b{layer}"} <= self.wrong
        below = self._leads_on(layer, explained[0][2]), self._leads_on(layer, expected)
        if is_alone and below == (False, True):
            return expected  # the layer below is as it should be, so this dZ must be too
        for blamed, causes, _ in explained:
            self._note(blamed, causes)
        if is_alone and below[0] == below[1]:
            # The other one is silent: the mistake may as well be in this one itself.
            for name, of in ((f"W{layer}", mistakes.of_dW), (f"b{layer}", mistakes.of_db)):
                if name in self.wrong:
                    self._note(f"d{name}", self._causes(name, expected, of))
        return explained[0][2]

    def _leads_on(self, layer: int, dZ: Arrays) -> bool:
        """Tell whether dW and db of the layer below follow from a dZ."""
        if layer == 1:
            return True
        below = [
            (here.weights(layer).T @ x) * here.chain.dropout(layer - 1) * here.bend(layer - 1)
            for here, x in zip(self.heres, dZ)
        ]
        return self._lead(layer - 1, below)

    def _common_factor(self, layer: int, dZ: Arrays) -> float | None:
        """Return c if dW and db of a layer are what c times dZ gives, and c is not 1."""
        for name, formula in ((f"b{layer}", self._db), (f"W{layer}", self._dW)):
            given, right = self._given(f"d{name}"), formula(layer, dZ)
            if given is None or not self._shaped(given, right):
                return None
            ridges = [here.ridge(layer) if name[0] == "W" else 0.0 for here in self.heres]
            factor = self._factor(*([x - r for x, r in zip(s, ridges)] for s in (given, right)))
            if factor is not None:
                leads = self._lead(layer, [factor * x for x in dZ])
                return factor if leads and factor != 1 else None
        return None

    def _lead(self, layer: int, dZ: Arrays) -> bool:
        """Tell whether the student's dW and db of a layer both follow from a dZ."""
        dW, db = self._dW(layer, dZ), self._db(layer, dZ)
        return self._is_given(f"db{layer}", db) and self._is_given(f"dW{layer}", dW)

    # -- gradients of parameters -----------------------------------------------------------------

    def _dW(self, layer: int, dZ: Arrays) -> Arrays:
        return [
            x @ here.forward.A[layer - 1].T / self.divisor + here.ridge(layer)
            for here, x in zip(self.heres, dZ)
        ]

    def _db(self, layer: int, dZ: Arrays) -> Arrays:
        return [x.sum(axis=1, keepdims=True) / self.divisor for x in dZ]

    def _judge_parameter(self, name: str, of: Callable[..., Mistakes]) -> None:
        if name not in self.wrong:
            return
        layer, key = int(name[1:]), f"d{name}"
        dZ = self.own[f"dZ{layer}"]
        formula = self._dW if name[0] == "W" else self._db
        expected = formula(layer, dZ)
        if self._is_given(key, expected):
            if self.misled_by:
                self.diagnosis.carried[key] = self.misled_by
            return
        if key not in self.diagnosis.causes:
            self._note(key, self._causes(name, dZ, of))

    def _causes(self, name: str, dZ: Arrays, of: Callable[..., Mistakes]) -> list[Cause]:
        """Return what makes a parameter's gradient out of a dZ that is taken to be right."""
        layer, key = int(name[1:]), f"d{name}"
        formula = self._dW if name[0] == "W" else self._db
        given, expected = self._given(key), formula(layer, dZ)
        if given is None:
            return []  # it is not there, or not a table of numbers, and the check has said so
        causes = []
        if self._shaped(given, expected):
            causes = fitted_causes(self.heres, name, given, expected, 10 * self.close)
        ways = self._candidates(lambda i: of(self.heres[i], layer, dZ[i], self.divisor))
        causes += [cause for cause, arrays in ways if self._all_close(given, arrays)]
        if layer < self._last() and self._is_given(key, formula(layer, self.own[f"dA{layer}"])):
            causes.append(Cause("no mask", f"is made from dA{layer}, not from dZ{layer}"))
        if not causes:
            causes += self._mixed_up(key, given)
        return causes

    def _mixed_up(self, key: str, given: Arrays) -> Iterator[Cause]:
        """Yield what stands under a key if it is another gradient, which is right."""
        right = [f"d{name}" for name in self.heres[0].parameters if name not in self.wrong]
        for other in right:
            if other != key and np.any(given[0]) and self._is_given(other, given):
                yield Cause("wrong key", f"is {other}")

    def _last(self) -> int:
        return self.heres[0].last

    # -- small things ----------------------------------------------------------------------------

    def _blame(self, key: str, given: Arrays, expected: Arrays, wrong_ways: list) -> None:
        factor = self._factor(given, expected)
        causes = []
        if factor is not None:
            causes = self._factor_causes(key, factor)
        for _, ways in wrong_ways:
            causes += [c for c, arrays in self._candidates(ways) if self._all_close(given, arrays)]
        self._note(key, causes)

    def _factor_causes(self, key: str, factor: float) -> list[Cause]:
        """Return what a factor of a step may come from; dropout has no part in the output's."""
        if key == f"dZ{self._last()}":
            return factor_causes(factor, "what A and Y give", self.m)
        return factor_causes(factor, "what the step before gives", self.m, self.chain.keep_prob)

    def _factor(self, given: Arrays, right: Arrays) -> float | None:
        return fitted_factor(given, right, self.m, self.chain.keep_prob, 10 * self.close)

    def _note(self, key: str, causes: list[Cause]) -> None:
        told = self.diagnosis.causes.setdefault(key, [])
        told += [c for c in dict.fromkeys(causes) if c not in told]
        if key[1] in "ZA" and self.misled_by is None:
            self.misled_by = key

    def _candidates(self, ways: Callable[[int], Mistakes]) -> list[tuple[Cause, Arrays]]:
        """Return each mistake with what it leads to at every check point."""
        columns = [list(ways(i)) for i in range(len(self.heres))]
        return [(rows[0][0], [array for _, array in rows]) for rows in zip(*columns)]

    def _given(self, key: str, like: Arrays | None = None) -> Arrays | None:
        """Return what was given under a key, if it is numbers, and shaped alike."""
        arrays = [as_real(answer.get(key)) for answer in self.answers]
        if any(array is None for array in arrays):
            return None
        return arrays if like is None or self._shaped(arrays, like) else None

    def _is_given(self, key: str, expected: Arrays) -> bool:
        given = self._given(key)
        return given is not None and self._all_close(given, expected)

    @staticmethod
    def _shaped(arrays: Arrays, like: Arrays) -> bool:
        return all(np.shape(a) == np.shape(b) for a, b in zip(arrays, like))

    def _all_close(self, given: Arrays, expected: Arrays) -> bool:
        return self._shaped(given, expected) and all(
            relative_error(g, e) < self.close for g, e in zip(given, expected)
        )
