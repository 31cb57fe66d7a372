/** The style of a customer's page around the colour of the company: `#rrggbb`. */
export function styleOf(color: string): string {
  const ink = inkOn(color);
  return `:root{color-scheme:light dark;--b:#f3f4f2;--s:#fff;--t:#1d2421;--q:#59635e;--l:#d9ddd9;--n:#eef5f2;--w:#fdf3e0}
@media(prefers-color-scheme:dark){:root{--b:#15191a;--s:#1f2526;--t:#e6ebe8;--q:#a9b4b0;--l:#3a4345;--n:#1c2f2b;--w:#3a2e17}}
*{box-sizing:border-box}
body{margin:0;background:var(--b);color:var(--t);font:16px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
header{background:${color};color:${ink};font-weight:600}
header div,main{max-width:720px;margin:auto;padding:14px 16px}
h1{font-size:26px;line-height:1.2;margin:8px 0 2px}
h2{font-size:16px;margin:0}
h2+p{margin-top:2px}
p{margin:6px 0}
a{color:inherit}
section{background:var(--s);border:1px solid var(--l);border-radius:10px;padding:14px 16px;margin:14px 0}
ul{list-style:none;padding:0;margin:8px 0}
li{padding:8px 0}
li+li{border-top:1px solid var(--l)}
small,.q{color:var(--q);font-size:14px}
.d{font-size:19px;font-weight:600}
.n,.w{border-radius:8px;padding:10px 12px;background:var(--n)}
.w{background:var(--w)}
form,details{margin:10px 0 0}
button,summary{font:inherit;min-height:44px;border-radius:8px;cursor:pointer}
button{padding:8px 16px;border:1px solid ${color};background:${color};color:${ink};font-weight:600}
form.a{display:flex;gap:8px;flex-wrap:wrap}
.a button+button,button.o{background:var(--s);color:var(--t);border-color:var(--q)}
button.l{padding:0;border:0;background:none;color:var(--q);font-weight:400;text-decoration:underline;text-underline-offset:3px}
button.x{background:#a3231f;border-color:#a3231f;color:#fff}
summary{padding:9px 0;text-decoration:underline;text-underline-offset:3px}
label{display:block;margin:6px 0}
input,textarea{font:inherit;width:100%;max-width:320px;min-height:44px;padding:8px;border:1px solid var(--q);border-radius:8px;background:var(--s);color:var(--t);display:block}
fieldset{border:0;padding:0;margin:10px 0}
[type=radio]{display:inline-block;width:22px;min-height:22px;height:22px;margin:0 8px 0 0;vertical-align:middle}
textarea{max-width:none;min-height:88px}
:target:not(section){outline:3px solid var(--q);outline-offset:4px;border-radius:8px}
:focus-visible{outline:3px solid var(--t);outline-offset:2px}
header :focus-visible{outline-color:${ink}}`;
}

/** Black or white, whichever is read more easily on a colour (WCAG relative luminance). */
function inkOn(color: string): '#000' | '#fff' {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  // At this luminance black and white contrast equally.
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? '#000' : '#fff';
}
