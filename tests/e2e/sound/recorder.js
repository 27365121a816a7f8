// Keeps what reaches it, each block with its place on the audio clock, until it is asked for it.
class Recorder extends AudioWorkletProcessor {
  constructor() {
    super();
    this.blocks = [];
    this.port.onmessage = () => {
      const first = this.blocks[0].frame, frames = this.blocks.at(-1).frame - first + 128;
      const sound = [new Float32Array(frames), new Float32Array(frames)];
      this.blocks.forEach(({ frame, block }) => sound.forEach((to, c) => block[c] && to.set(block[c], frame - first)));
      this.port.postMessage({ first, sound });
    };
  }
  process([input]) {
    const block = input.map((channel) => channel.slice());
    this.blocks.push({ frame: currentFrame, block: block.length === 1 ? [block[0], block[0]] : block });
    return true;
  }
}
registerProcessor("recorder", Recorder);
