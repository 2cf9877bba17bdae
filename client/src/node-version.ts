// Imported first, so that an old Node fails with this sentence and not at the first function that it lacks.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

// Node 20.3 has AbortSignal.any.
if (major < 20 || (major === 20 && minor < 3)) {
  throw new Error(`@gongdan/client needs Node 20.3 or newer; this is ${process.version}.`);
}
