"""Speaks clips: reads "id<tab>text" lines, writes ID.mp3 into the folder named, and prints "id<tab>milliseconds".

Each clip is trimmed, brought to one loudness, encoded, decoded again and measured; one that is not as it should be
ends the whole, and is told with its figures. Progress goes to the standard error stream, so that the standard output can
be read by a program.
"""

import re
import sys
from pathlib import Path

import lameenc
import miniaudio
import numpy as np
from hibari import Hibari

RATE = 24_000
SPEED = 0.9  # of the voice's own: unhurried
LOUD_DB = -24.0  # RMS of what is speech, in dBFS
NEAR_DB = 0.5  # how far from that a finished clip may be
PEAK_DB = -3.0  # the most that a finished clip may reach, in dBFS
KBITS = 32
BAR = 40  # characters
QUIETEST_DB = -42.0  # below the peak: silence
LEAD_S, TAIL_S = 0.005, 0.05  # kept before and after speech; the encoder adds some 46 ms before
MOST_LEAD_S, MOST_TAIL_S = 0.08, 0.2


def db(x):
    return 20 * np.log10(max(float(x), 1e-9))


def spoken(text):
    """A letter that stands alone is said by its name: "A" is otherwise read as the article."""
    return re.sub(r"\bA\b", "[A](/ˈA/)", text).replace("centimetres", "centimeters")


def loud(x):
    """The samples within 10 ms of anything that is not silence."""
    near = np.abs(x) > np.abs(x).max() * 10 ** (QUIETEST_DB / 20)
    return np.convolve(near, np.ones(RATE // 50), "same") > 0.5


def rms_db(x):
    """Loudness of the speech in it, pauses left out."""
    return db(np.sqrt(np.mean(x[loud(x)] ** 2)))


def ends(x):
    """Silence before and after, in seconds."""
    at = np.flatnonzero(np.abs(x) > np.abs(x).max() * 10 ** (QUIETEST_DB / 20))
    return at[0] / RATE, (len(x) - 1 - at[-1]) / RATE


def trimmed(x):
    before, after = ends(x)
    x = x[max(0, int((before - LEAD_S) * RATE)) : len(x) - max(0, int((after - TAIL_S) * RATE))].copy()
    fade_in, fade_out = int(LEAD_S * RATE), int(TAIL_S * RATE)
    x[:fade_in] *= np.linspace(0, 1, fade_in)
    x[-fade_out:] *= np.linspace(1, 0, fade_out) ** 2
    return x


def encoded(x):
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_bit_rate(KBITS)
    encoder.set_in_sample_rate(RATE)
    encoder.set_out_sample_rate(RATE)
    encoder.set_channels(1)
    encoder.set_quality(2)
    pcm = np.clip(np.round(x * 32767), -32768, 32767).astype("<i2").tobytes()
    return bytes(encoder.encode(pcm) + encoder.flush())


def decoded(data):
    made = miniaudio.decode(data, output_format=miniaudio.SampleFormat.FLOAT32, nchannels=1, sample_rate=RATE)
    return np.array(made.samples, dtype=np.float32)


def progress(done, of, name):
    """A bar, drawn anew in its line; where nobody looks on, a line at each tenth."""
    full = BAR * done // of
    bar = f"[{'#' * full}{'-' * (BAR - full)}] {done:3}/{of}"
    if sys.stderr.isatty():
        end = "\n" if done == of else ""
        print(f"\r{bar} {name:28}", end=end, file=sys.stderr, flush=True)
    elif full > BAR * (done - 1) // of and full % (BAR // 10) == 0:
        print(bar, file=sys.stderr, flush=True)


def main():
    out = Path(sys.argv[1])
    clips = [line.rstrip("\n").split("\t") for line in sys.stdin if line.strip()]
    voice = Hibari()
    bad = []
    for n, (name, text) in enumerate(clips, 1):
        x = trimmed(voice(spoken(text), speed=SPEED, seed=0).astype(np.float64))
        x *= 10 ** ((LOUD_DB - rms_db(x)) / 20)
        # The encoder changes the loudness a little: bring what is heard to it, not what went in.
        x *= 10 ** ((LOUD_DB - rms_db(decoded(encoded(x)))) / 20)
        data = encoded(x)
        heard = decoded(data)
        ms, level, peak, (before, after) = round(len(heard) * 1000 / RATE), rms_db(heard), db(np.abs(heard).max()), ends(heard)
        progress(n, len(clips), name)
        if abs(level - LOUD_DB) > NEAR_DB or peak > PEAK_DB or before > MOST_LEAD_S or after > MOST_TAIL_S:
            bad.append(f"{name} ({level:.1f} dB, peak {peak:.1f} dB, silence {before * 1000:.0f} + {after * 1000:.0f} ms)")
        (out / f"{name}.mp3").write_bytes(data)
        print(f"{name}\t{ms}", flush=True)
    if bad:
        sys.exit(f"too loud, too quiet or too much silence: {', '.join(bad)}")


main()
