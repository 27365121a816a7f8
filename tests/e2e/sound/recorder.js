// Keeps what reaches it, from the first block that it sees, until it is asked for it.
class Recorder extends AudioWorkletProcessor {
  constructor() {
    super();
    this.blocks = [];
    this.port.onmessage = () => {
      const frames = this.blocks.length * 128;
      const sound = [new Float32Array(frames), new Float32Array(frames)];
      this.blocks.forEach((block, n) => block.forEach((channel, c) => sound[c].set(channel, n * 128)));
      this.port.postMessage({ first: this.first, sound });
    };
  }
  process([input]) {
    this.first ??= currentFrame;
    const [left, right] = input;
    const silence = new Float32Array(128);
    this.blocks.push([left ? left.slice() : silence, right ? right.slice() : left ? left.slice() : silence]);
    return true;
  }
}
registerProcessor("recorder", Recorder);
