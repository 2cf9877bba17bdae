// Loaded before the server. With each SIGUSR2 the server's wall clock jumps to the next of these offsets, in
// milliseconds.
const places = [0, -3_600_000, 0, 3_600_000];
const real = Date.now.bind(Date);
let place = 0;

Date.now = () => real() + places[place]!;
process.on('SIGUSR2', () => {
  place = (place + 1) % places.length;
});
