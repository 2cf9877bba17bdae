import './kbd.css';

const apple = /Mac|iPhone|iPad/.test(navigator.platform);
const labels: Readonly<Record<string, string>> = {
  mod: apple ? '⌘' : 'Ctrl',
  shift: apple ? '⇧' : 'Shift',
  Enter: '↵',
  Escape: 'Esc',
  ArrowDown: '↓',
  ArrowUp: '↑',
};

/** Shows keys as keyboards label them. Keys of `mod+k` are pressed together, those of `g i` one after the other. */
export function Kbd({ keys }: { keys: string }) {
  const strokes = keys.split(/[ +]/);
  return (
    <span className="kbd-row">
      {strokes.map((stroke, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a sequence such as `g g` has the same key twice
        <kbd className="kbd" key={index}>
          {labels[stroke] ?? stroke.toUpperCase()}
        </kbd>
      ))}
    </span>
  );
}
