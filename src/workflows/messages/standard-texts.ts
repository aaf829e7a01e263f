import type { LocalizedTexts } from './localized-messages';

/** The sentences of one language. */
interface Sentences {
  /** the subject of a mail with a code */
  readonly subject: string;
  readonly invited: string;
  readonly invitation: string;
  readonly verify: string;
  readonly reset: string;
  readonly signIn: string;
  /** what to do about a mail that one didn't ask for */
  readonly ignore: string;
  readonly alarm: string;
  readonly sms: string;
  readonly smsInvitation: string;
}

/* The text messages have letters of GSM's alphabet only: one "ê" would cut their room to 70 characters. */
const SENTENCES: Readonly<Record<string, Sentences>> = {
  en: {
    subject: 'Your code for APP',
    invited: 'Your account at APP',
    invitation: 'You have an account at APP. Sign in with this user name and password, and choose a password of your own.',
    verify: 'With this code you confirm your e-mail address:',
    reset: 'With this code you choose a new password:',
    signIn: 'With this code you sign in:',
    ignore: 'If you didn\'t ask for it, there is nothing to do: without the code nothing happens. Don\'t pass it on to anybody.',
    alarm: 'If you aren\'t signing in right now, somebody knows your password: change it. Don\'t pass the code on to anybody.',
    sms: 'APP: your code is {####}. Don\'t pass it on to anybody.',
    smsInvitation: 'APP: sign in as {username} with the password {####}',
  },
  de: {
    subject: 'Ihr Code für APP',
    invited: 'Ihr Konto bei APP',
    invitation: 'Sie haben ein Konto bei APP. Melden Sie sich mit diesem Benutzernamen und Passwort an und wählen Sie ein eigenes Passwort.',
    verify: 'Mit diesem Code bestätigen Sie Ihre E-Mail-Adresse:',
    reset: 'Mit diesem Code wählen Sie ein neues Passwort:',
    signIn: 'Mit diesem Code melden Sie sich an:',
    ignore: 'Wenn Sie ihn nicht angefordert haben, müssen Sie nichts tun: Ohne den Code geschieht nichts. Geben Sie ihn niemandem weiter.',
    alarm: 'Wenn Sie sich gerade nicht anmelden, kennt jemand Ihr Passwort: Ändern Sie es. Geben Sie den Code niemandem weiter.',
    sms: 'APP: Ihr Code ist {####}. Geben Sie ihn niemandem weiter.',
    smsInvitation: 'APP: Melden Sie sich als {username} mit dem Passwort {####} an',
  },
  fr: {
    subject: 'Votre code pour APP',
    invited: 'Votre compte APP',
    invitation: 'Vous avez un compte APP. Connectez-vous avec ce nom d\'utilisateur et ce mot de passe, puis choisissez votre propre mot de passe.',
    verify: 'Avec ce code, vous confirmez votre adresse e-mail&nbsp;:',
    reset: 'Avec ce code, vous choisissez un nouveau mot de passe&nbsp;:',
    signIn: 'Avec ce code, vous vous connectez&nbsp;:',
    ignore: 'Si vous ne l\'avez pas demandé, vous n\'avez rien à faire&nbsp;: sans le code, rien ne se passe. Ne le transmettez à personne.',
    alarm: 'Si vous n\'êtes pas en train de vous connecter, quelqu\'un connaît votre mot de passe&nbsp;: changez-le. Ne transmettez le code à personne.',
    sms: 'APP : votre code est {####}. Ne le transmettez à personne.',
    smsInvitation: 'APP : connectez-vous comme {username} avec le mot de passe {####}',
  },
  es: {
    subject: 'Su código para APP',
    invited: 'Su cuenta en APP',
    invitation: 'Tiene una cuenta en APP. Inicie sesión con este nombre de usuario y esta contraseña, y elija una contraseña propia.',
    verify: 'Con este código confirma su dirección de correo:',
    reset: 'Con este código elige una contraseña nueva:',
    signIn: 'Con este código inicia sesión:',
    ignore: 'Si no lo ha pedido, no tiene que hacer nada: sin el código no pasa nada. No se lo dé a nadie.',
    alarm: 'Si no está iniciando sesión ahora, alguien conoce su contraseña: cámbiela. No le dé el código a nadie.',
    sms: 'APP: {####} es la clave que ha pedido. No se la dé a nadie.',
    smsInvitation: 'APP: su usuario es {username} y su clave, {####}',
  },
};

/** Every message in every language, in the name of an app. */
export function standardTexts(appName: string): Record<string, LocalizedTexts> {
  const inHtml = appName.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
  return Object.fromEntries(Object.entries(SENTENCES).map(([language, sentences]) => {
    const plain = (text: string) => text.replaceAll('APP', () => appName);
    const mail = (subject: string, intro: string, shown: string, note?: string) => ({
      subject: plain(subject),
      message: `<div lang="${language}" style="font:16px/1.5 sans-serif;max-width:480px">${[
        `<p>${intro}</p>`, `<p style="font-size:24px">${shown}</p>`, ...note === undefined ? [] : [`<p>${note}</p>`], '<p>APP</p>',
      ].join('').replaceAll('APP', () => inHtml)}</div>`,
    });
    const { subject, invited, invitation, verify, reset, signIn, ignore, alarm, sms, smsInvitation } = sentences;
    const code = (intro: string, note = ignore) => ({ email: mail(subject, intro, '<b>{####}</b>', note), sms: { message: plain(sms) } });
    return [language, {
      signUp: code(verify),
      invitation: { email: mail(invited, invitation, '{username}<br><b>{####}</b>'), sms: { message: plain(smsInvitation) } },
      forgotPassword: code(reset),
      authentication: code(signIn, alarm),
    }];
  }));
}
