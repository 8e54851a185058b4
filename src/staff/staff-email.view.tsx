interface Props {
  title: string;
  lines: string[];
  button: string;
  url: string;
}

const SANS = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',Arial,sans-serif";

/** Mail programs know tables and inline styles only. No picture is loaded: nobody is told that it was opened. */
export function StaffEmailView({ title, lines, button, url }: Props) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title safe>{title}</title>
      </head>
      <body style={`margin:0;padding:24px;background:#ffffff;color:#17211c;${SANS};font-size:17px;line-height:1.5`}>
        <h1 style="margin:0 0 16px;font-size:24px;line-height:1.2" safe>
          {title}
        </h1>
        {lines.map((line) => (
          <p style="margin:0 0 16px" safe>
            {line}
          </p>
        ))}
        <p style="margin:0 0 16px">
          <a
            href={url}
            style="display:inline-block;padding:12px 20px;background:#0a5843;color:#ffffff;font-weight:bold;text-decoration:none;border-radius:4px"
            safe
          >
            {button}
          </a>
        </p>
        <p style="margin:0;color:#46504a" safe>
          {url}
        </p>
      </body>
    </html>
  );
}
