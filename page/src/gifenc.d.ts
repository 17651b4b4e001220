// What gif.js uses of gifenc, which carries no types.
declare module "gifenc" {
  type Palette = number[][];
  interface Encoder {
    writeFrame(
      indices: Uint8Array,
      width: number,
      height: number,
      options: {
        /** Of all frames from this one on. */
        palette?: Palette;
        /** In milliseconds. */
        delay: number;
        transparent: boolean;
        transparentIndex: number;
        /** What becomes of the frame before the next: 1 leaves it. */
        dispose: number;
      },
    ): void;
    finish(): void;
    bytes(): Uint8Array<ArrayBuffer>;
  }
  export function GIFEncoder(): Encoder;
  export function quantize(rgba: Uint8ClampedArray, colours: number, options: { format: string }): Palette;
  export function applyPalette(rgba: Uint8ClampedArray, palette: Palette, format: string): Uint8Array;
}
