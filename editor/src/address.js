// What a link can lead to: what src/check/prose/inline.rs (`link`) takes, and what src/check/addresses.rs
// knows as an address without its beginning.

/** A host name with at least one dot. */
const isHost = (host) =>
  host.includes(".") &&
  host.split(".").every((label) => /^[\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?$/u.test(label));

const isEmail = (text) => {
  const at = text.lastIndexOf("@");
  const isLocal = /^[\p{L}\p{N}!#$%&'*+\-/=?^_`{|}~]+(\.[\p{L}\p{N}!#$%&'*+\-/=?^_`{|}~]+)*$/u.test(
    text.slice(0, at),
  );
  return at > 0 && isLocal && isHost(text.slice(at + 1));
};

function parsed(text) {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/** Whether no more is written than how an address begins. */
export const isBegun = (text) => /^\s*((https?|mailto|tel):\/*)?\s*$/i.test(text);

/** The address that a text is meant as, with its beginning; null if it is none. */
export function address(text) {
  const written = text.trim();
  if (/^(https?|mailto|tel):/i.test(written)) {
    const url = parsed(written);
    const leads = /^http/.test(url?.protocol) ? url.hostname : url?.pathname;
    return leads ? (/\s/.test(written) ? url.href : written) : null;
  }
  if (/\s/.test(written)) return null;
  if (isEmail(written)) return `mailto:${written}`;
  const host = written.match(/^([^/?#:@]+)(:\d+)?([/?#]|$)/)?.[1];
  return host && isHost(host) && parsed(`https://${written}`) ? `https://${written}` : null;
}
