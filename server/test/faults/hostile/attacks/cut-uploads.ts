import { type Attack, verdict } from '../attack.ts';
import { openLine } from '../line.ts';
import { uploadOf } from '../request.ts';
import { becomes, uploadsOfApp } from '../target.ts';

const times = 10;

/** Interrupts uploads. The check after the attack finds files and descriptors that the server has not released. */
export const cutUploads: Attack = {
  name: 'uploads cut in the middle',
  does: 'ten times as many uploads as one app may have at once, each reset or closed after 64 KB of 5 MB',
  async attack(server) {
    let begun = 0;
    for (let time = 0; time < times; time += 1) {
      const { head, part } = uploadOf({ token: server.token, size: 5_000_000 });
      const bytes = Buffer.concat([head, part, Buffer.alloc(65_536)]);
      const lines = Array.from({ length: uploadsOfApp }, () => openLine(server, bytes));
      if (await becomes(() => server.spooled() >= uploadsOfApp, 3000)) begun += uploadsOfApp;
      for (const [n, { socket }] of lines.entries()) n % 2 === 0 ? socket.destroy() : socket.resetAndDestroy();
      await becomes(() => server.spooled() === 0, 3000);
    }
    return verdict(`${begun} had begun`, { 'a slot is free again for the next ones': begun === times * uploadsOfApp });
  },
};
